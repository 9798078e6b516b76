import type { Direction } from "../../problem/index.ts";

/** Whether a score is as good as the target of a run, in the objective's direction. */
export function reachesTarget(score: number, target: number, direction: Direction): boolean {
  return direction === "maximise" ? score >= target : score <= target;
}
