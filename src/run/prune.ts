import { programsOf, readSavedIsland } from "../../islands/index.ts";
import { type CandidateId, candidateId, GalapagosError } from "../core/index.ts";
import {
  folderBytes,
  openRecord,
  type PrunedTexts,
  pruneTexts,
  type RunLocation,
  type StoreReader,
} from "../store/index.ts";
import { type RunRecord, readRecord } from "./record.ts";
import { replayRun } from "./summary.ts";

/** The result of a pruning. */
export interface Pruning extends PrunedTexts {
  /** Size of the record before and after, bytes. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Drops the program texts that neither the run nor its results need any more. Kept are all elites, everything
 * since the last checkpoints and what went over borders, so that the run can be resumed, ends in the same
 * digest and can be forked; the seed and programs from outside; and the line of descent of each island's
 * best.
 *
 * @throws GalapagosError `run/prune` for a run with models, whose prompts go back to everything on record;
 * `run/locked`, `store/*`
 */
export function pruneRun(location: RunLocation): Pruning {
  const bytesBefore = folderBytes(location.folder);
  const keep = keptOf(location);
  const pruned = pruneTexts(location, keep);
  return { ...pruned, bytesBefore, bytesAfter: folderBytes(location.folder) };
}

function keptOf(location: RunLocation): ReadonlySet<CandidateId> {
  using run = openRecord(location);
  const { candidates } = run;
  const record = readRecord(candidates, location);
  if (record.models !== undefined) {
    throw new GalapagosError(
      `${location.folder} is a run with models: its prompts go back to everything on record`,
      {
        code: "run/prune",
        hint: "nothing of it is dropped; prune runs without models, which are the large ones",
      },
    );
  }
  return new Set([...resultsOf(candidates, record), ...resumedFrom(candidates, record)]);
}

/** The run's finds: elites, programs from outside, the ancestors of the best. */
function* resultsOf(reader: StoreReader, record: RunRecord): Iterable<CandidateId> {
  for (const { archive } of replayRun(reader, record)) {
    for (const { island, step } of archive.ranking) yield candidateId(island, step);
    const { best } = archive;
    if (best !== null) yield* reader.ancestors(candidateId(best.island, best.step), Number.MAX_SAFE_INTEGER);
  }
  for (const { island } of reader.islands()) {
    yield candidateId(island, 0);
    if (island >= record.config.islands)
      for (const { step } of reader.steps(island, 0)) yield candidateId(island, step);
  }
}

/**
 * The candidates that a resumed run reads: its checkpoints, the results after them, and what other islands
 * gave at borders.
 */
function* resumedFrom(reader: StoreReader, { config }: RunRecord): Iterable<CandidateId> {
  for (let island = 0; island < config.islands; island++) {
    const checkpoint = reader.checkpoint(island);
    if (checkpoint !== null) yield* programsOf(readSavedIsland(checkpoint.state).population);
    for (const { step } of reader.steps(island, checkpoint?.step ?? 0)) yield candidateId(island, step);
    for (let epoch = 1; ; epoch++) {
      const border = reader.border(island, epoch);
      if (border === null) break;
      yield* border.emigrants;
      if (border.best !== null) yield border.best;
    }
  }
}
