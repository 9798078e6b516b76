import { objectiveOf, randomStream } from "../../src/core/index.ts";
import type { Course } from "./dry-run.ts";
import type { Landscape } from "./landscapes.ts";

/** A search with one program: what of its children takes its place, and when it gives up. */
interface Rule {
  readonly takes: "no worse" | "valid";
  /** Children without a better one after which it begins at the seed again. */
  readonly patience: number;
}

/**
 * The baselines that no harness has clearly beaten (arXiv 2602.16805), with the blind model's own stream of changes: the (1+1)
 * climber, which takes an equal child; the same with restarts; and sequential sampling, each child from the last valid one.
 */
export const CLIMBERS = {
  climb: { takes: "no worse", patience: Number.POSITIVE_INFINITY },
  restarts: { takes: "no worse", patience: 200 },
  sequential: { takes: "valid", patience: Number.POSITIVE_INFINITY },
} as const satisfies { readonly [name: string]: Rule };

/** A climber's course. */
export async function climb(
  { problem, vary, score }: Landscape,
  climber: keyof typeof CLIMBERS,
  evaluations: number,
  seed: string,
): Promise<Course> {
  const { takes, patience } = CLIMBERS[climber];
  const { better } = objectiveOf(problem.definition.objective.direction);
  const first = { source: problem.seed, score: (await score(problem.seed))?.score ?? null };
  let [at, stale, best] = [first, 0, first.score];
  const course = [best];
  for (let call = 0; course.length < evaluations; call++) {
    const source = vary(at.source, randomStream("blind", seed, call)) ?? at.source;
    const found = (await score(source))?.score ?? null;
    stale = found !== null && better(found, at.score) ? 0 : stale + 1;
    if (found !== null && (takes === "valid" || at.score === null || !better(at.score, found)))
      at = { source, score: found };
    if (found !== null && better(found, best)) best = found;
    if (stale > patience) [at, stale] = [first, 0];
    course.push(best);
  }
  return (after) => course[Math.min(after, course.length) - 1] ?? Number.NaN;
}
