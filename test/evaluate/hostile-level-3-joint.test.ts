import { afterAll, beforeAll, describe, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { WHOLE } from "../support/whole.ts";
import { jointOf } from "./support/joint-problem.ts";
import { type Arena, createArena, hostileCases } from "./support/hostile.ts";

const available = (await probeLevels()).find((level) => level.level === 3)?.available ?? false;
const HONEST = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";

// what this shape adds is a descriptor and files of its own: the rest of the corpus meets the same walls in hostile-level-3
const CHOSEN = /^(01|05|06|08|10|11|15|v03|v06|v11|w02|w03|w08|w12)-/;

describe.skipIf(!available)("a joint evaluation keeps from everything outside its sandbox", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await createArena(HONEST, {
      ...jointOf({}),
      evaluator: "joint.py",
      limits: { timeMs: 500, deadlineMs: 3000, memoryMb: 256, outputKb: 256 },
    });
  });
  afterAll(() => arena.close());

  it.each(hostileCases("python").filter(({ name }) => WHOLE || CHOSEN.test(name)))(
    "$name",
    async (one) => {
      await arena.attack(one);
    },
    30_000,
  );
});
