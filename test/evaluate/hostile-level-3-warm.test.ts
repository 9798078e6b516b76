import { afterAll, beforeAll, describe, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { WHOLE } from "../support/whole.ts";
import { type Arena, createArena, hostileCases } from "./support/hostile.ts";

const available = (await probeLevels()).find((level) => level.level === 3)?.available ?? false;
const HONEST = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";

describe.skipIf(!available)("a warm interpreter contains", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await createArena(HONEST, {
      engine: "command",
      language: "command",
      command: ["python3", "{program}"],
      seed: "seed.py",
      warm: { imports: ["json"] },
      limits: { timeMs: 100, deadlineMs: 1000, memoryMb: 256, outputKb: 256 },
    });
  });
  afterAll(() => arena.close());

  // what the walls and clocks of a command stop is tried on cold ones
  const cold = /^(?:01|03|v01|v08|v1[01]|x0[23]|y0[123568])-/;

  it.each(hostileCases("python").filter(({ name }) => WHOLE || !cold.test(name)))(
    "$name",
    async (one) => {
      await arena.attack(one);
    },
    30_000,
  );
});
