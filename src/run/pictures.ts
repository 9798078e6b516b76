import type { CandidateId, Drawn } from "../core/index.ts";
import { findRecordedProblem, type Problem } from "../problem/index.ts";
import { openRecord, type RunLocation } from "../store/index.ts";
import { readRunRecord } from "./record.ts";
import { startOf } from "./start-of.ts";
import { withEvaluator, type RehearsalOptions } from "./rehearsal/rehearsal.ts";
import { evaluationSeedOf } from "./sitting/seed.ts";

/** Pictures of a run's programs, by their ids. */
export type Pictures = { readonly [id: CandidateId]: Drawn };

/** Keys of pictures in the record: the champion's, and those of elites. */
export const PICTURE = "picture";
export const PICTURES = "pictures";

/** The pictures that a run has on record, of its champion and of elites; none before its end, and where its problem has no view. */
export function recordedPictures(location: RunLocation): Pictures {
  using run = openRecord(location);
  const champion = run.candidates.meta(PICTURE) as { readonly id: CandidateId; readonly drawn: Drawn } | null;
  const elites = run.candidates.meta(PICTURES) as Pictures | null;
  return { ...elites, ...(champion !== null && { [champion.id]: champion.drawn }) };
}

/** How pictures are made. */
export interface DrawOptions extends RehearsalOptions {
  /** Loads the problem of the record as it is on disk now. @defaultValue from its folder */
  readonly reload?: (recorded: Problem) => Promise<Problem>;
}

/**
 * Runs some programs of a record again, in the sandbox, and has their outputs drawn by the problem's view; nothing is recorded.
 *
 * @throws GalapagosError `evaluate/*`, `problem/*`, `store/*`
 */
export async function drawPictures(
  location: RunLocation,
  ids: readonly CandidateId[],
  { reload = findRecordedProblem, ...options }: DrawOptions = {},
): Promise<Pictures> {
  const { problem: recorded, config } = readRunRecord(location);
  const problem = await reload(recorded);
  if (!problem.definition.view || ids.length === 0) return {};
  using run = openRecord(location);
  const sources = run.candidates.sources(ids);
  const seed = evaluationSeedOf(config.seed);
  return withEvaluator({ problem, seed: config.seed }, options, async (evaluate) => {
    const pictures: { [id: CandidateId]: Drawn } = {};
    for (const id of ids) {
      const source = sources.get(id);
      if (source === undefined) continue;
      const baseline = startOf(problem, run.candidates, id);
      const verdict = await evaluate({ source, seed, baseline, detailed: true });
      if (verdict.details?.drawn) pictures[id] = verdict.details.drawn;
    }
    return pictures;
  });
}
