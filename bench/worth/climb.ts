import { objectiveOf, randomStream } from "../../src/core/index.ts";
import type { Course } from "./dry-run.ts";
import type { Landscape } from "./landscapes.ts";

/** The (1+1) climber, an equal child taken: the baseline that no harness has clearly beaten; the blind model's own stream of changes. */
export function climb({ problem, vary, score }: Landscape, evaluations: number, seed: string): Course {
  const { better } = objectiveOf(problem.definition.objective.direction);
  let source = problem.seed;
  let best = score(source)?.score ?? null;
  const course = [best];
  for (let call = 0; course.length < evaluations; call++) {
    const child = vary(source, randomStream("blind", seed, call)) ?? source;
    const found = score(child)?.score;
    if (found !== undefined && (best === null || !better(best, found))) [source, best] = [child, found];
    course.push(best);
  }
  return (at) => course[Math.min(at, course.length) - 1] ?? Number.NaN;
}
