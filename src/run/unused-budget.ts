import type { RunConfig } from "../config/index.ts";

/** A warning for a run that asks no model and has a budget of what only models use up; `null` where that is not so. */
export function unusedBudgetWarning({ budget }: RunConfig, asksModels: boolean): string | null {
  const isSet = Object.values(budget).some((most) => most !== null);
  if (asksModels || !isSet) return null;
  return "--budget bounds what models use up, and this run asks none: it ends by --evaluations or --time, or names a model with --model";
}
