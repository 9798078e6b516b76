import { objectiveOf, type Outcome } from "../core/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** The part of a problem that tells the best known value and how a score stands to it. */
type Known = Pick<ProblemDefinition, "bestKnown" | "objective">;

/** The best of the values that are known of a problem; `null` where none is. */
export function bestKnownOf({ bestKnown, objective }: Known): number | null {
  return objectiveOf(objective.direction).best(bestKnown.map(({ value }) => value));
}

/**
 * Half a unit of the last digit of the best known value, where its source says that it is rounded: it lies within that distance. Zero for an
 * exact one.
 */
export function roundingOf(definition: Known): number {
  const known = bestKnownOf(definition);
  const same = definition.bestKnown.filter(({ value }) => value === known);
  if (known === null || !same.every(({ source }) => /\brounded\b/i.test(source))) return 0;
  const { digits = "", exponent = "0" } =
    /^-?\d+(?:\.(?<digits>\d+))?(?:e(?<exponent>.+))?$/.exec(String(known))?.groups ?? {};
  return 0.5 * 10 ** (Number(exponent) - digits.length);
}

/**
 * A score against the best known value, by the rule by which a child is compared with its parent; of a value that is rounded nobody can
 * tell more than that a score within its last digit is the same. `null` where none is known.
 */
export function standingOf(definition: Known, score: number): Exclude<Outcome, "failed"> | null {
  const known = bestKnownOf(definition);
  if (known === null) return null;
  if (Math.abs(score - known) <= roundingOf(definition)) return "same";
  return objectiveOf(definition.objective.direction).compared(score, known);
}
