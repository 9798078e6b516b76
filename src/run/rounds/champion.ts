import { Grid } from "../../../islands/index.ts";
import { type Candidate, GalapagosError, type Json } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { type OpenRecord, openRecord } from "../../store/index.ts";
import type { RunSummary } from "../summary.ts";
import { rankContenders, type ScoreAnew } from "./contenders.ts";
import type { Opponent } from "./opponents.ts";
import { type Champion, modeOf } from "./red-queen-state.ts";

/** A turn that has ended. */
export interface EndedTurn {
  readonly folder: string;
  readonly summary: RunSummary;
  readonly round: number;
  readonly side: number;
  /** Whom it met, in the order of the scorer's list. */
  readonly met: readonly Opponent[];
}

/** Scored programs that are looked through for other kinds, best first. */
const LOOKED_AT = 1000;

/**
 * The winner of a turn, and those that become opponents besides it.
 *
 * @throws GalapagosError `run/empty` when no program of the turn has a score
 */
export async function championOf(
  base: Problem,
  { folder, summary, round, side, met }: EndedTurn,
  scoreAnew: ScoreAnew,
): Promise<Champion> {
  using run = openRecord({ folder });
  const ranked =
    summary.best === null ? [] : await rankContenders(summary.best, base, run.candidates, scoreAnew);
  const [champion, ...runnersUp] = ranked;
  if (champion === undefined)
    throw new GalapagosError(`${folder} has no scored program`, { code: "run/empty" });
  const { candidate, evaluation } = champion;
  const others = ofOtherKinds(candidate, base, run.candidates);
  const unbeaten = evaluation.artifacts?.unbeaten;
  return {
    round,
    side,
    score: evaluation.score,
    source: candidate.source,
    opponent: opponentOf(candidate),
    ...(others.length > 0 && { others }),
    ...(runnersUp.length > 0 && { runnersUp: runnersUp.map((one) => one.candidate.source) }),
    ...(Array.isArray(unbeaten) && { unbeaten: unbeaten.flatMap((place) => met[Number(place)]?.id ?? []) }),
    evaluations: summary.evaluations,
    digest: summary.digest,
  };
}

/** The next best programs whose features lie two cells apart from each other's and the champion's. */
function ofOtherKinds(champion: Candidate, base: Problem, candidates: OpenRecord["candidates"]): Json[] {
  const { objective, features } = base.definition;
  const { perRound } = modeOf(base);
  if (!(perRound > 1)) return [];
  const grid = Grid.create(features);
  const placeOf = ({ evaluation }: Candidate): readonly number[] | null =>
    evaluation.status === "ok" ? grid.coordinates(grid.cellOf(evaluation.features)) : null;
  const places = [placeOf(champion)];
  const found: Json[] = [];
  for (const id of candidates.top(objective.direction, LOOKED_AT)) {
    if (found.length === perRound - 1) break;
    const candidate = candidates.candidate(id);
    const place = candidate && placeOf(candidate);
    if (
      candidate === null ||
      place === null ||
      !places.every((other) => other === null || isApart(place, other))
    )
      continue;
    places.push(place);
    found.push(opponentOf(candidate));
  }
  return found;
}

function isApart(one: readonly number[], other: readonly number[]): boolean {
  return one.some((bin, dimension) => Math.abs(bin - (other[dimension] ?? bin)) >= 2);
}

function opponentOf({ source, evaluation }: Candidate): Json {
  return evaluation.artifacts?.opponent ?? source;
}
