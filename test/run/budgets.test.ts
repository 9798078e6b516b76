import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/index.ts";
import { type Budgets, type RunRecord, resumedConfig } from "../../src/run/index.ts";
import type { Problem } from "../../src/problem/index.ts";

const NO_CEILING = DEFAULT_CONFIG.budget;

/** What a run with two islands and 50 results on each goes on with. */
function resumed(config: Partial<RunConfig>, budgets: Budgets, elapsedMs = 1000): Partial<RunConfig> {
  const record: RunRecord = {
    config: { ...DEFAULT_CONFIG, islands: 2, ...config },
    problem: {} as Problem,
    status: "done",
    elapsedMs,
    end: { reason: "budget", consumed: [50, 50] },
  };
  const { evaluations, timeMs, budget } = resumedConfig({ folder: "results/a run" }, record, budgets);
  return { evaluations, timeMs, budget };
}

describe("the budgets of a resumed run", () => {
  it("are those on record where none is named", () => {
    const budget = { usd: 1, tokens: 300_000, requests: null };
    expect(resumed({ evaluations: 200, budget }, {})).toEqual({ evaluations: 200, timeMs: null, budget });
  });

  it("keep the ceilings that are not named", () => {
    const budget = { usd: 1, tokens: 300_000, requests: null };
    const given = { ...NO_CEILING, tokens: 400_000 };
    expect(resumed({ budget }, { budget: given }).budget).toEqual({ ...budget, tokens: 400_000 });
    expect(resumed({ budget }, { budget: { ...NO_CEILING, requests: 9 } }).budget).toEqual({
      ...budget,
      requests: 9,
    });
  });

  it.each([
    ["--evaluations", { evaluations: 200 }, { evaluations: 150 }],
    ["--time", { timeMs: 5000 }, { timeMs: 4000 }],
    ["--budget tokens", { budget: { ...NO_CEILING, tokens: 10 } }, { budget: { ...NO_CEILING, tokens: 9 } }],
    ["--budget usd", { budget: { ...NO_CEILING, usd: 2 } }, { budget: { ...NO_CEILING, usd: 0 } }],
  ] as const)("do not shrink: %s", (name, config, budgets) => {
    expect(() => resumed(config, budgets)).toThrow(
      expect.objectContaining({ code: "run/budget", message: expect.stringContaining(name) }),
    );
  });

  it("are no fewer evaluations than there are, and the message names the run", () => {
    expect(() => resumed({ timeMs: 1000 }, { evaluations: 99 })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("resume 'results/a run' --evaluations 200") }),
    );
  });

  it("of one kind that is used up bound a run no more that is given the other", () => {
    expect(resumed({ timeMs: 1000 }, { evaluations: 400 })).toMatchObject({ evaluations: 400, timeMs: null });
    expect(resumed({ timeMs: 1001 }, { evaluations: 400 })).toMatchObject({ timeMs: 1001 });
    expect(resumed({ evaluations: 100 }, { timeMs: 5000 })).toMatchObject({
      evaluations: null,
      timeMs: 5000,
    });
    expect(resumed({ evaluations: 101 }, { timeMs: 5000 })).toMatchObject({ evaluations: 101 });
    expect(resumed({ evaluations: 100, timeMs: 1000 }, { evaluations: 400, timeMs: 9000 })).toMatchObject({
      evaluations: 400,
      timeMs: 9000,
    });
  });
});
