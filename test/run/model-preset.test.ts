import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import type { JsonObject } from "../../src/core/index.ts";
import { fewStepsWarning } from "../../src/run/few-steps.ts";
import { unusedBudgetWarning } from "../../src/run/unused-budget.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { isEngineHere } from "../../src/evaluate/index.ts";
import { problemForModels } from "../../src/run/index.ts";

const withModel = (model: string) =>
  resolveConfig([{ origin: "test", settings: { models: [{ model, price: "free" }] } }]);

describe("a budget that is too small for evolution", () => {
  const warn = (settings: JsonObject) =>
    fewStepsWarning(
      resolveConfig([
        { origin: "test", settings: { models: [{ model: "stand-in" }], inFlight: 2, ...settings } },
      ]),
    );

  it("is told, with what to type", () => {
    expect(warn({ evaluations: 9, islands: 4 })).toBe(
      "9 evaluations are 2 children an island, and 2 are under way at once: all are made from the seed, and nothing evolves. More evaluations, or --islands 1 --set inFlight=1",
    );
  });

  it.each([
    { evaluations: 13, islands: 4 },
    { evaluations: 9, islands: 4, models: [] },
    { evaluations: 9, islands: 4, selection: { policy: "seed" } },
    { evaluations: null, islands: 4 },
  ])("is not told of %j", (settings) => expect(warn(settings)).toBeNull());
});

it("a budget of what models use up is no budget of a run without one, and that is said", () => {
  const warn = (budget: JsonObject, asksModels: boolean) =>
    unusedBudgetWarning(resolveConfig([{ origin: "test", settings: { budget } }]), asksModels);
  for (const budget of [{ usd: 5 }, { tokens: 1000 }, { requests: 3 }]) {
    expect(warn(budget, false)).toContain("this run asks none: it ends by --evaluations or --time");
    expect(warn(budget, true)).toBeNull();
  }
  expect(warn({}, false)).toBeNull();
});

describe("the preset for models", async () => {
  const plain = await loadProblem("circle-packing");
  const isHere = await isEngineHere("v8");

  it.runIf(isHere)("is taken where a model is asked, and said", async () => {
    const { problem, note } = await problemForModels(plain, withModel("gpt-5-mini"));
    expect(problem).toMatchObject({
      preset: "model",
      definition: { engine: "v8", limits: { timeMs: 10_000 } },
    });
    expect(problem.version).not.toBe(plain.version);
    expect(note).toBe(
      'programs of models get the preset "model" of circle-packing: v8, 10.0 s (--preset none: quickjs, 100 units of fuel; scores of the two do not mix)',
    );
  });

  it.skipIf(isHere)("is not taken where its engine is missing, which is said", async () => {
    const { problem, note } = await problemForModels(plain, withModel("gpt-5-mini"));
    expect(problem).toBe(plain);
    expect(note).toContain("which needs the engine v8");
  });

  it("is named with another preset that was asked for", async () => {
    const chosen = await loadProblem("circle-packing", { preset: "n32" });
    const { problem, note } = await problemForModels(chosen, withModel("gpt-5-mini"));
    expect(problem).toBe(chosen);
    expect(note).toBe(
      "programs get quickjs, 100 units of fuel; for those of models: --preset model+n32 (v8, 10.0 s)",
    );
    const both = await loadProblem("circle-packing", { preset: "model+n32" });
    expect(both.definition).toMatchObject({ engine: "v8", inputs: [{ circles: 32 }] });
    expect(both.seed).not.toContain("EVOLVE-BLOCK");
    expect(await problemForModels(both, withModel("gpt-5-mini"))).toEqual({ problem: both, note: null });
  });

  it("is left alone for the stand-in, without models, for another preset, and where there is none", async () => {
    for (const [problem, config] of [
      [plain, withModel("stand-in")],
      [plain, resolveConfig([])],
      [{ ...plain, preset: "mine" }, withModel("gpt-5-mini")],
      [await loadProblem("online-bin-packing"), withModel("gpt-5-mini")],
    ] as const)
      expect(await problemForModels(problem, config)).toEqual({ problem, note: null });
  });
});
