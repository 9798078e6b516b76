import { type Candidate, type Evaluation, objectiveOf, type Scored } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { OpenRecord } from "../../store/index.ts";
import type { BestSummary } from "../summary.ts";
import { modeOf } from "./red-queen-state.ts";

/** A program that may be the champion of its turn, with the verdict that counts. */
export interface Contender {
  readonly candidate: Candidate;
  readonly evaluation: Scored;
}

/** Scores programs under a seed that their turn never used. */
export type ScoreAnew = (sources: readonly string[]) => Promise<readonly Evaluation[]>;

/** Scored programs that are looked through: changes that change nothing fill whole pages of equal scores. */
const LOOKED_AT = 2000;

/**
 * The contenders of a turn, the champion first. Where a problem has several, each is scored anew: whoever leads a search owes part of
 * its lead to the luck of its draws, and the runners-up get a second chance.
 *
 * @param best - the best of the turn as its search scored it
 */
export async function rankContenders(
  best: BestSummary,
  base: Problem,
  candidates: OpenRecord["candidates"],
  scoreAnew: ScoreAnew,
): Promise<readonly Contender[]> {
  const found = contendersOf(best, base, candidates);
  if (modeOf(base).contenders === 1) return found;
  const verdicts = await scoreAnew(found.map(({ candidate }) => candidate.source));
  const { order } = objectiveOf(base.definition.objective.direction);
  return found
    .flatMap(({ candidate }, place): readonly Contender[] => {
      const evaluation = verdicts[place];
      return evaluation?.status === "ok" ? [{ candidate, evaluation }] : [];
    })
    .sort((a, b) => order.compare(rankedOf(a), rankedOf(b)));
}

/** The best programs of a turn, best first: one for each score. */
function contendersOf(
  best: BestSummary,
  base: Problem,
  candidates: OpenRecord["candidates"],
): readonly Contender[] {
  const { contenders } = modeOf(base);
  const next = contenders > 1 ? candidates.top(base.definition.objective.direction, LOOKED_AT) : [];
  const found = new Map<number, Contender>();
  for (const id of [best.id, ...next]) {
    const candidate = candidates.candidate(id);
    if (candidate?.evaluation.status !== "ok" || found.has(candidate.evaluation.score)) continue;
    found.set(candidate.evaluation.score, { candidate, evaluation: candidate.evaluation });
    if (found.size === contenders) break;
  }
  return [...found.values()];
}

function rankedOf({ candidate: { step, island }, evaluation: { score } }: Contender) {
  return { step, island, score };
}
