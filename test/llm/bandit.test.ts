import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import {
  type BanditState,
  chooseArm,
  chooseModel,
  credit,
  DEFAULT_BANDIT,
  defineModel,
  type Ensemble,
  openBandit,
  openModelBandit,
} from "../../src/llm/index.ts";

const SEED = 20_264;

/** Pulls arms for some steps; `improvement` draws what an arm gives; returns how often each was chosen. */
function play(
  state: BanditState,
  steps: number,
  name: string,
  outcome: (arm: string, draw: number) => { improvement: number; cost: number },
): { state: BanditState; counts: Map<string, number> } {
  const counts = new Map<string, number>();
  let now = state;
  for (let step = 0; step < steps; step++) {
    const arm = chooseArm(now, randomStream(name, step, "choose"));
    counts.set(arm, (counts.get(arm) ?? 0) + 1);
    now = credit(now, arm, outcome(arm, randomStream(name, step, "outcome").next()));
  }
  return { state: now, counts };
}

const arms = [
  { name: "a", weight: 1 },
  { name: "b", weight: 1 },
];
const count = (counts: Map<string, number>, arm: string): number => counts.get(arm) ?? 0;

describe("bandit", () => {
  test("finds the arm that improves more often, and never starves the other", () => {
    const { counts } = play(openBandit(arms), 600, "often", (arm, draw) => ({
      improvement: draw < (arm === "a" ? 0.5 : 0.05) ? 1 : 0,
      cost: 1,
    }));
    expect(count(counts, "a")).toBeGreaterThan(420);
    expect(count(counts, "b")).toBeGreaterThan(20);
  });

  test("prefers the cheap one of two equally good arms", () => {
    const { counts } = play(openBandit(arms), 600, "cheap", (arm, draw) => ({
      improvement: draw < 0.4 ? 1 : 0,
      cost: arm === "a" ? 1 : 20,
    }));
    expect(count(counts, "a")).toBeGreaterThan(400);
  });

  test("changes its mind when the world does", () => {
    const before = play(openBandit(arms), 300, "first", (arm, draw) => ({
      improvement: arm === "a" && draw < 0.6 ? 1 : 0,
      cost: 1,
    }));
    const after = play(before.state, 400, "second", (arm, draw) => ({
      improvement: arm === "b" && draw < 0.6 ? 1 : 0,
      cost: 1,
    }));
    expect(count(after.counts, "b")).toBeGreaterThan(240);
  });

  test("goes by weight before it knows anything", () => {
    const state = openBandit([
      { name: "a", weight: 3 },
      { name: "b", weight: 1 },
      { name: "c", weight: 0 },
    ]);
    const drawn = Array.from({ length: 2000 }, (_each, at) => chooseArm(state, randomStream("weights", at)));
    expect(drawn.filter((arm) => arm === "a").length / 2000).toBeCloseTo(0.75, 1);
    expect(drawn).not.toContain("c");
    expect(() => openBandit([{ name: "a", weight: 0 }])).toThrow(RangeError);
  });

  test("laws: plain data, bounded figures, the same choices in any unit of score or cost", () => {
    const outcome = fc.record({
      arm: fc.constantFrom("a", "b"),
      improvement: fc.oneof(
        fc.nat(160).map((sixteenths) => sixteenths / 16),
        fc.constantFrom(-1, 0, Number.NaN, Number.POSITIVE_INFINITY),
      ),
      cost: fc.nat(80).map((sixteenths) => sixteenths / 16),
    });
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 40 }),
        fc.constantFrom(2 ** -20, 2 ** 10),
        (outcomes, unit) => {
          let state = openBandit(arms);
          let scaled = openBandit(arms);
          outcomes.forEach(({ arm, improvement, cost }, at) => {
            const saved = JSON.parse(JSON.stringify(state)) as BanditState;
            expect(saved).toEqual(state);
            expect(chooseArm(saved, randomStream("law", at))).toBe(
              chooseArm(scaled, randomStream("law", at)),
            );
            state = credit(state, arm, { improvement, cost });
            scaled = credit(scaled, arm, { improvement: improvement * unit, cost: cost * unit });
          });
          for (const { pulls, reward, cost } of state.arms) {
            expect(reward).toBeLessThanOrEqual(pulls);
            expect(pulls).toBeLessThanOrEqual(1 / (1 - DEFAULT_BANDIT.decay));
            expect(Number.isFinite(cost)).toBe(true);
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("ensemble", () => {
  const ensemble: Ensemble = {
    models: [defineModel({ model: "large" }), defineModel({ model: "small", weight: 3 })],
    islands: { 1: { weights: { large: 1 }, temperature: 1.2, promptVariant: "bold" } },
  };

  test("an island may have models, temperature and prompts of its own", () => {
    const choices = Array.from({ length: 400 }, (_each, at) =>
      chooseModel(ensemble, 0, null, randomStream("x", at)),
    );
    expect(choices.filter(({ model }) => model === "small").length / 400).toBeCloseTo(0.75, 1);
    expect(chooseModel(ensemble, 1, openModelBandit(ensemble, 1), randomStream("x", 1))).toEqual({
      model: "large",
      temperature: 1.2,
      promptVariant: "bold",
    });
  });

  test("an island with unknown models is a clear mistake", () => {
    const wrong = { ...ensemble, islands: { 2: { weights: { huge: 1 } } } };
    expect(() => openModelBandit(wrong, 2)).toThrow(
      "Island 2 names unknown models: huge; the run has large, small.",
    );
  });
});
