import { afterAll, beforeAll, describe, it } from "vitest";
import { type Arena, createArena, hostileShare } from "./support/hostile.ts";
import { HONEST } from "./support/sum-problem.ts";

describe("level 1 (QuickJS in WebAssembly) contains", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await createArena(HONEST, {});
  });
  afterAll(() => arena.close());

  it.each(hostileShare(1))(
    "$attack: $name",
    async (one) => {
      await arena.attack(one);
    },
    20_000,
  );
});
