import { afterAll, beforeAll, describe, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { WHOLE } from "../support/whole.ts";
import { type Arena, createArena, hostileCases } from "./support/hostile.ts";

const available = (await probeLevels()).find((level) => level.level === 3)?.available ?? false;
const HONEST = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";

describe.skipIf(!available)("level 3 (commands behind bubblewrap) contains", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await createArena(HONEST, {
      engine: "command",
      language: "command",
      command: ["python3", "{program}"],
      seed: "seed.py",
      limits: { timeMs: 100, deadlineMs: 1000, memoryMb: 256, outputKb: 256 },
    });
  });
  afterAll(() => arena.close());

  // processes that are left behind are tried on warm interpreters, which have a server to keep them
  const warm = /^w09-/;

  it.each(hostileCases("python").filter(({ name }) => WHOLE || !warm.test(name)))(
    "$name",
    async (one) => {
      await arena.attack(one);
    },
    30_000,
  );
});
