import { afterAll, beforeAll, describe, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { type Arena, createArena, hostileShare } from "./support/hostile.ts";
import { HONEST } from "./support/sum-problem.ts";

const available = (await probeLevels()).find((level) => level.level === 2)?.available ?? false;

describe.skipIf(!available)("level 2 (isolated-vm in a child process) contains", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await createArena(HONEST, { engine: "v8" });
  });
  afterAll(() => arena.close());

  it.each(hostileShare(2))(
    "$attack: $name",
    async (one) => {
      await arena.attack(one);
    },
    30_000,
  );
});
