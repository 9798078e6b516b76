import type { Evaluation } from "../core/index.ts";
import type { Direction } from "../problem/index.ts";
import type { Outcome } from "./lesson.ts";

/**
 * What became of a child: a failure, or its score against its first parent's. One without a scored parent (the seed, a
 * founder) is `same`: nothing was tried.
 *
 * @param parentScore - `null` when there is no scored parent
 */
export function outcomeOf(child: Evaluation, parentScore: number | null, direction: Direction): Outcome {
  if (child.status !== "ok") return "failed";
  if (parentScore === null || child.score === parentScore) return "same";
  return child.score > parentScore === (direction === "maximise") ? "improved" : "worse";
}
