import type { Population } from "../../../islands/index.ts";
import {
  type Candidate,
  type CandidateId,
  type Drawn,
  GalapagosError,
  idOf,
  jsonOf,
} from "../../core/index.ts";
import { type OpenRecord, openRecord } from "../../store/index.ts";
import { frontSummary } from "../front-summary.ts";
import { PICTURES, recordedPictures } from "../pictures.ts";
import type { RunRecord } from "../record.ts";
import { startOf } from "../start-of.ts";
import { inTime } from "./in-time.ts";
import type { Sitting } from "./sitting.ts";

/**
 * Keeps the problem's pictures of a run's elites on its record, the front first and then the best of each island in turn, as far as running
 * them again takes a small part of the time that the run took. Nothing that the run found depends on them.
 *
 * @param populations - those of all islands at its end
 * @param elapsedMs - time that the run took
 */
export async function keepPictures(
  sitting: Sitting,
  populations: readonly Population[],
  elapsedMs: number,
): Promise<void> {
  const { location, store, record, options } = sitting;
  if (!record.problem.definition.view) return;
  using run = openRecord(location);
  const limitMs = Math.min(MOST_MS, elapsedMs * SHARE);
  const elites = elitesOf(populations, record);
  const known = recordedPictures(location);
  const patienceMs = record.config.timeMs === null ? PATIENCE_MS : MOST_MS;
  const signals = [AbortSignal.timeout(patienceMs), ...(options.signal ? [options.signal] : [])];
  const late = AbortSignal.any(signals);
  const missing = elites.filter((id) => !(id in known));
  const drawn = await Promise.all(
    affordable(run, missing, limitMs).map(async (candidate) => {
      const picture = await pictureOf(run, candidate, sitting, late);
      return picture === null ? [] : [[idOf(candidate), picture] as const];
    }),
  );
  // those of an earlier sitting stay as long as they are of elites
  const earlier = elites.flatMap((id) => (known[id] ? [[id, known[id]] as const] : []));
  const kept = Object.fromEntries([...earlier, ...drawn.flat()]);
  await store.write([{ type: "meta", key: PICTURES, value: jsonOf(kept) }]);
}

/** The elites whose pictures are looked at most, each once. */
function elitesOf(populations: readonly Population[], record: RunRecord): readonly CandidateId[] {
  const front = frontSummary(populations, record);
  const elites = populations.flatMap(({ archive }) =>
    archive.ranking.map((elite, rank) => ({ elite, rank })),
  );
  const ranked = elites.sort((a, b) => a.rank - b.rank).map(({ elite }) => idOf(elite));
  return [...new Set([...(front?.programs.map(({ id }) => id) ?? []), ...ranked])].slice(0, MOST);
}

/** The first of some programs, as many as were scored in so much time. */
function affordable(run: OpenRecord, ids: readonly CandidateId[], limitMs: number): readonly Candidate[] {
  const chosen: Candidate[] = [];
  let sumMs = 0;
  for (const id of ids) {
    const candidate = run.candidates.candidate(id);
    if (candidate === null) continue;
    sumMs += candidate.evaluation.durationMs;
    if (sumMs > limitMs) break;
    chosen.push(candidate);
  }
  return chosen;
}

async function pictureOf(
  run: OpenRecord,
  candidate: Candidate,
  { evaluator, evaluationSeed: seed, record: { problem } }: Sitting,
  late: AbortSignal,
): Promise<Drawn | null> {
  const baseline = startOf(problem, run.candidates, idOf(candidate));
  const program = { source: candidate.source, seed, baseline, detailed: true };
  // the run has ended well, whatever becomes of its pictures
  const verdict = await inTime(evaluator.evaluate(program, late), late).catch((error: unknown) => {
    if (error instanceof GalapagosError) return null;
    throw error;
  });
  return verdict?.details?.drawn ?? null;
}

/** Most pictures that a run keeps. */
const MOST = 100;
/** Share of a run's time that they are to take, and most of it, milliseconds. */
const SHARE = 0.05;
const MOST_MS = 2000;
/** Time after which what is left is given up on a machine that is busy, milliseconds; a run whose time is bounded has less. */
const PATIENCE_MS = 10_000;
