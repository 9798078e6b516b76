import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Arena, createArena, hostileCases } from "./support/hostile.ts";
import { HONEST } from "./support/sum-problem.ts";

describe("level 1 (QuickJS in WebAssembly) contains", () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await createArena(HONEST, {});
  }, 60_000);
  afterAll(() => arena.close());

  it.each(hostileCases("js"))(
    "$attack: $name",
    async (one) => {
      const verdict = await arena.attack(one);
      if (one.attack === "time") expect(verdict.status).not.toBe("ok");
    },
    20_000,
  );
});
