import { describe, expect, it } from "vitest";
import { completeSettings, JavaScriptEngine } from "../../src/corewar/mars/index.ts";
import { HandlerChoice } from "../../src/corewar/wasm/handler-choice.ts";
import { createWebAssemblyEngine } from "../../src/corewar/wasm/index.ts";
import { warriorOf } from "./engine-contract.ts";

/** Lives for ever on operations that nobody writes. */
const ODD = warriorOf(
  "MUL.BA *5, }6\nSUB.X {7, >3\nSLT.BA }9, {9\nNOP.F }8, }8\nJMP.A $-4, }20\nDAT 0, 0\nDAT 3, 4",
);

describe("the choice of handlers", () => {
  it("misses operations that are rare, and provides for them when they are met often", () => {
    const choice = new HandlerChoice();
    const before = choice.tagging;
    const missing = choice.missing(ODD.instructions, before);
    expect(missing.length).toBeGreaterThan(2);
    choice.fought(missing, 1_000_000);
    expect(choice.tagging).toBe(before);
    choice.fought(missing, 100_000_000);
    expect(choice.missing(ODD.instructions, choice.tagging)).toEqual([]);
    expect(choice.missing(ODD.instructions, before)).toEqual(missing);
  });

  it("does not change how rounds end", () => {
    const settings = completeSettings();
    const match = [ODD, ODD];
    const reference = new JavaScriptEngine(settings);
    reference.enter(match);
    const expected = reference.fight({ positions: [0, 4000] });
    const engine = createWebAssemblyEngine(settings);
    // Enough instructions for new handlers on the way.
    const rounds = Math.ceil(25_000_000 / expected.instructions);
    expect(rounds).toBeLessThan(1000);
    for (let round = 0; round < rounds; round++) {
      engine.enter(match);
      expect(engine.fight({ positions: [0, 4000] })).toEqual(expected);
    }
    expect(engine.readCore()).toEqual(reference.readCore());
  });
});
