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

/** Scores programs under a seed of that number, which their turn never used. */
export type ScoreAnew = (sources: readonly string[], heat: number) => Promise<readonly Evaluation[]>;

/** Scored programs that are looked through: changes that change nothing fill whole pages of equal scores. */
const LOOKED_AT = 2000;

/**
 * The contenders of a turn, the champion first. Where a problem has several, they are scored anew, heat by heat, and the better half
 * of them goes on: whoever leads a search owes part of its lead to the luck of its draws, and the runners-up get a second chance.
 * The mean of the heats counts.
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
  const { order } = objectiveOf(base.definition.objective.direction);
  const beaten: Contender[] = [];
  let standing = found.map((one): Standing => ({ ...one, sum: 0 }));
  for (let heat = 0; heat === 0 || standing.length > 1; heat++) {
    const verdicts = await scoreAnew(
      standing.map(({ candidate }) => candidate.source),
      heat,
    );
    const ranked = standing
      .flatMap((one, place) => meanAfter(one, verdicts[place], heat))
      .sort((a, b) => order.compare(rankedOf(a), rankedOf(b)));
    standing = ranked.slice(0, Math.ceil(ranked.length / 2));
    beaten.unshift(...ranked.slice(standing.length));
  }
  return [...standing, ...beaten].map(({ candidate, evaluation }) => ({ candidate, evaluation }));
}

/** A contender that is still in the race, with the sum of its scores. */
interface Standing extends Contender {
  readonly sum: number;
}

/** A contender after one more heat, its score being the mean of all; nothing of one that fails. */
function meanAfter(
  { candidate, sum }: Standing,
  verdict: Evaluation | undefined,
  heat: number,
): readonly Standing[] {
  if (verdict?.status !== "ok") return [];
  const total = sum + verdict.score;
  return [{ candidate, evaluation: { ...verdict, score: total / (heat + 1) }, sum: total }];
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
