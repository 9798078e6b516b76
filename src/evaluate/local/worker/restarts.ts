import { type Json, type JsonObject, median, objectiveOf } from "../../../core/index.ts";
import type { ProblemDefinition } from "../../../problem/index.ts";
import { isUnmoved } from "../../unless-unmoved.ts";
import type { Judgement } from "./scorer.ts";

type Scored = Extract<Judgement, { readonly status: "ok" }>;

/**
 * The judgement on a program whose operators were run several times: what its runs reached at best and in the median, one of which is
 * its score. Features, metrics and the construction, as an artifact, are the best run's. A run that ended in a solution against the
 * rules counts as worst; when all did, so does the program. A first run that came out at its start found nothing: where another one
 * found something, that is what the program is told by, so that archives hold more than one way.
 *
 * @param judgements - one for each run
 * @param solutions - what the runs came to
 * @param start - score of what the first run began with; `undefined` where it began afresh
 */
export function judgementOfRuns(
  judgements: readonly Judgement[],
  solutions: readonly Json[],
  { hopping, objective }: Pick<ProblemDefinition, "hopping" | "objective">,
  start?: number,
): Judgement {
  const { order } = objectiveOf(objective.direction);
  const ranked = judgements
    .flatMap((judgement, step) =>
      judgement.status === "ok" ? [{ judgement, island: 0, step, score: judgement.score }] : [],
    )
    .sort(order.compare);
  const found = ranked.filter(
    ({ step, score }) => start === undefined || step > 0 || !isUnmoved(score, start),
  );
  const [best = ranked[0]] = found;
  if (best === undefined) return judgements[0] as Judgement;
  const scores = ranked.map(({ score }) => score);
  const lost = judgements.length - ranked.length;
  const worst = scores.at(-1) as number;
  const middle = median([...scores, ...Array.from({ length: lost }, () => worst)]);
  const told: Scored = best.judgement;
  const { solution: _scorers, ...artifacts } = told.artifacts ?? {};
  return {
    ...told,
    score: hopping?.rule === "median" ? middle : best.score,
    metrics: { ...told.metrics, best: best.score, median: middle, lostRuns: lost },
    artifacts: { ...artifacts, ...kept(solutions[best.step] ?? null) },
  };
}

/** The best run's solution among the artifacts of such a judgement; nothing where it was too large to be kept. */
export function solutionIn(artifacts: JsonObject | undefined): Json | undefined {
  return artifacts?.solution;
}

/** A solution as an artifact; of one that is too large, its size. */
function kept(solution: Json): JsonObject {
  const { length } = JSON.stringify(solution);
  return length <= MAX_SOLUTION ? { solution } : { solutionLeftOut: `it has ${length} characters` };
}

/** Largest solution that is kept with a verdict, characters of JSON. */
const MAX_SOLUTION = 16 * 1024;
