import type { ReportProgram } from "./programs.ts";

/** Calls of one model in the steps of a run, and their cost. */
export interface ModelSpending {
  readonly model: string;
  readonly calls: number;
  /** Calls without an answer that could be used. */
  readonly failed: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Dollars; `null` when its price is unknown. */
  readonly usd: number | null;
}

/** Spending by model, the one with most calls first (ties by name). */
export function modelSpending(programs: readonly ReportProgram[]): readonly ModelSpending[] {
  const models = new Map<string, ModelSpending>();
  for (const { calls } of programs) {
    for (const { model, promptTokens, completionTokens, costNanoUsd, failed } of calls) {
      const sum = models.get(model) ?? { model, ...NOTHING };
      models.set(model, {
        model,
        calls: sum.calls + 1,
        failed: sum.failed + (failed === "" ? 0 : 1),
        promptTokens: sum.promptTokens + promptTokens,
        completionTokens: sum.completionTokens + completionTokens,
        usd: sum.usd === null || costNanoUsd === null ? null : sum.usd + costNanoUsd / 1e9,
      });
    }
  }
  return [...models.values()].sort((a, b) => b.calls - a.calls || (a.model < b.model ? -1 : 1));
}

const NOTHING = { calls: 0, failed: 0, promptTokens: 0, completionTokens: 0, usd: 0 } as const;
