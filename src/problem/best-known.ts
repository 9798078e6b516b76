import { objectiveOf, type Outcome } from "../core/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** The part of a problem that tells the best known value and how a score stands to it. */
type Known = Pick<ProblemDefinition, "bestKnown" | "objective">;

/** The best of the values that are known of a problem; `null` where none is. */
export function bestKnownOf({ bestKnown, objective }: Known): number | null {
  return objectiveOf(objective.direction).best(bestKnown.map(({ value }) => value));
}

/** A score against the best known value, by the rule by which a child is compared with its parent; `null` where none is known. */
export function standingOf(definition: Known, score: number): Exclude<Outcome, "failed"> | null {
  const known = bestKnownOf(definition);
  return known === null ? null : objectiveOf(definition.objective.direction).compared(score, known);
}
