import { type CandidateId, objectiveOf } from "../../core/index.ts";
import { aimsOf, bestKnownOf, type Problem } from "../../problem/index.ts";
import type { RunConfig } from "../../config/index.ts";
import {
  type CourseReader,
  type OpenRecord,
  openRecord,
  type RunLocation,
  type StoreReader,
} from "../../store/index.ts";
import type { RunRecord } from "../record.ts";

/** Progress of a search, and whether it still moves. */
export interface Convergence {
  /**
   * 1 − (gain of the second half) / (gain since the beginning), in halves of logical time: 0 when everything
   * was gained lately, 0.5 for steady progress, 1 when the second half gained nothing. Free of the score's
   * unit and zero point. `null` before step 2, and with several objectives: the first of them says little of a front.
   */
  readonly convergence: number | null;
  /**
   * Simple regret as a share: what is missing to the best known value (else the target), of what was missing
   * in the beginning; below 0 beyond it. `null` where neither is known, and where the beginning was as good
   * as that.
   */
  readonly regret: number | null;
}

/** The run that a course belongs to. */
export interface CourseScope {
  readonly config: RunConfig;
  readonly problem: Problem;
  /** Programs that entered from outside right after the seed: known from the beginning, gained by nobody. */
  readonly founders: readonly CandidateId[];
}

/**
 * The convergence of a run after each of its islands has consumed the given step: with b(k) the best score
 * after step k of all islands, 1 − |b(K) − b(⌊K/2⌋)| / |b(K) − b(0)|.
 */
export function convergenceAt(course: CourseReader, step: number, scope: CourseScope): Convergence {
  const { config, problem, founders } = scope;
  const { objective } = problem.definition;
  if (aimsOf(problem.definition).length > 1) return { convergence: null, regret: null };
  const best = (until: number): number | null =>
    course.best(objective.direction, until, config.islands, founders);
  const [first, middle, last] = [best(0), best(Math.floor(step / 2)), best(step)];
  if (first === null || middle === null || last === null) return { convergence: null, regret: null };
  const goal = bestKnownOf(problem.definition) ?? config.target;
  const { better } = objectiveOf(objective.direction);
  return {
    convergence: step < 2 ? null : convergenceOf(first, middle, last),
    regret: goal === null || !better(goal, first) ? null : (goal - last) / (goal - first),
  };
}

/**
 * The figure from three bests: in the beginning, at half time, now. A search that never gained anything has
 * converged.
 */
export function convergenceOf(first: number, middle: number, last: number): number {
  const gain = Math.abs(last - first);
  return gain === 0 ? 1 : 1 - Math.abs(last - middle) / gain;
}

/** Looks at each border whether a run is to end there. */
export interface ConvergenceWatch {
  /**
   * True when the run has the evaluations it must have, and its figure is as high as the configuration asks.
   */
  readonly hasConverged: (epoch: number) => boolean;
  close(): void;
}

/** Opens the watch of a run; one that is never to end so reads nothing. */
export function watchConvergence(location: RunLocation, { config, problem }: RunRecord): ConvergenceWatch {
  const { stopAt, after } = config.convergence;
  if (stopAt === null) return { hasConverged: () => false, close: () => {} };
  const run = openRecord(location);
  const founders = foundersOf(run.candidates);
  return {
    hasConverged(epoch) {
      const step = epoch * config.migration.interval;
      if (config.islands * (step + 1) < after) return false;
      const { convergence } = convergenceAt(run.course, step, { config, problem, founders });
      return convergence !== null && convergence >= stopAt;
    },
    close: () => run[Symbol.dispose](),
  };
}

/**
 * The convergence of a recorded run, as far as all its islands have come.
 *
 * @param consumed - results of each island
 */
export function runConvergence(
  { candidates, course }: OpenRecord,
  { config, problem }: RunRecord,
  consumed: readonly number[],
): Convergence {
  // fewer evaluations than islands: the last ones have none
  const step = Math.min(...consumed.filter((n) => n > 0)) - 1;
  return convergenceAt(course, step, { config, problem, founders: foundersOf(candidates) });
}

function foundersOf(reader: StoreReader): readonly CandidateId[] {
  return reader
    .decisions("inject")
    .filter(({ data }) => data.epoch === 0)
    .map(({ data }) => data.candidate as CandidateId);
}
