import { expect, it } from "vitest";
import { DEFAULT_CONFIG, resolveConfig } from "../../src/config/index.ts";

const resolved = (settings: object) => resolveConfig([{ origin: "test", settings: { ...settings } }]);
const MODELS = [{ model: "m", baseUrl: "http://localhost:1/v1", keyVariable: null }];

it("few children are made on one island, and many on several", () => {
  expect(resolved({ evaluations: 400 })).toMatchObject({ islands: 1, inFlight: 2 });
  expect(resolved({ evaluations: 40_000 })).toMatchObject({ islands: 1, inFlight: 8 });
  expect(resolved({ evaluations: 40_001 })).toMatchObject({ islands: 4, inFlight: 8 });
  // no budget is one of 10,000 evaluations
  expect(resolved({})).toMatchObject({ islands: 1, inFlight: 8 });
  expect(resolved({ evaluations: 500, models: MODELS })).toMatchObject({ islands: 1, inFlight: 4 });
  expect(resolved({ evaluations: 24, models: MODELS })).toMatchObject({ islands: 1, inFlight: 2 });
  expect(resolved({ timeMs: 60_000 })).toMatchObject({ islands: 4, inFlight: 8 });
});

it("few children are made from the best, and many are spread over the archive", () => {
  expect(resolved({ evaluations: 400 }).selection.policy).toBe("adaptive");
  expect(resolved({ timeMs: 60_000 }).selection.policy).toBe("boltzmann");
  expect(resolved({ timeMs: 60_000, selection: { policy: "clade" } }).selection.policy).toBe("clade");
});

it("runs with models have few children unless their number is known", () => {
  expect(resolved({ models: MODELS, timeMs: 60_000 })).toMatchObject({
    islands: 1,
    inFlight: 4,
    migration: { interval: 10 },
  });
  expect(resolved({ models: MODELS, evaluations: 1e6 })).toMatchObject({ islands: 4, inFlight: 2 });
});

it("a model's children are tuned for nothing where its calls alone are counted", () => {
  const perChild = (settings: object): number => resolved({ models: MODELS, ...settings }).tuning.perChild;
  const requests = { budget: { requests: 50 } };
  expect(perChild(requests)).toBe(20);
  expect(perChild({ budget: { usd: 5 } })).toBe(20);
  expect(perChild({ ...requests, tuning: { perChild: 0 } })).toBe(0);
  expect(perChild({ ...requests, evaluations: 100 })).toBe(0);
  expect(perChild({ ...requests, timeMs: 60_000 })).toBe(0);
  expect(perChild({})).toBe(0);
  expect(resolved(requests).tuning.perChild).toBe(0);
});

it("what somebody says holds, and so does what is on record of a run that goes on or is forked", () => {
  expect(resolved({ evaluations: 400, islands: 3, inFlight: 5 })).toMatchObject({ islands: 3, inFlight: 5 });
  const recorded = { ...DEFAULT_CONFIG, evaluations: 1e6, seed: "7" };
  expect(resolveConfig([{ origin: "test", settings: { evaluations: 400 } }], recorded).islands).toBe(4);
});
