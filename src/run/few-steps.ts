import type { RunConfig } from "../config/index.ts";

/**
 * A warning for a run with models whose islands make no more children than they have under way at once: all of
 * them come from the seed, and nothing evolves. `null` where that is not so, or is wanted (best of N).
 */
export function fewStepsWarning(config: RunConfig): string | null {
  const { evaluations, islands, inFlight, models, selection } = config;
  if (evaluations === null || models.length === 0 || selection.policy === "seed") return null;
  const children = Math.floor((evaluations - 1) / islands);
  if (children > inFlight) return null;
  const each = children === 1 ? "1 child" : `${children} children`;
  return `${evaluations} evaluations are ${each} an island, and ${inFlight} are under way at once: all are made from the seed, and nothing evolves. More evaluations, or --islands 1 --set inFlight=1`;
}
