import { basename } from "node:path";
import { GalapagosError, shellWord } from "../core/index.ts";
import { lessonWrites, readPlaced } from "../memory/index.ts";
import type { Problem } from "../problem/index.ts";
import { type OpenRecord, openRecord, type Store, type StoreWrite, type StoredCall } from "../store/index.ts";
import type { SittingOptions } from "./sitting/sitting.ts";
import { readRecord, type RunRecord } from "./record.ts";
import { unchangedProblem } from "./resume.ts";
import { startRun } from "./start.ts";
import { replayRun, type RunSummary } from "./summary.ts";
import { namingRun } from "./naming-run.ts";

/** A recorded run, made again. */
export interface RepeatOptions extends SittingOptions {
  /** Folder of the recorded run. */
  readonly from: string;
  /** Loads the problem of the record as it is on disk now. */
  readonly reload: (recorded: Problem) => Promise<Problem>;
  /** Folder that holds runs. @defaultValue "results" */
  readonly resultsRoot?: string;
  /** Folder name of the new run. */
  readonly name?: string;
}

/** Records written at once while a journal is copied. */
const BATCH = 64;

/**
 * Runs a whole evolution again from its journal, with no endpoint: everything is selected, proposed, edited,
 * scored and inserted anew, and only what models said is taken from the record. Ends where the recorded run
 * ended, with the same digest, or with an error that says where the ways part.
 *
 * @throws GalapagosError `run/not-recorded`, `run/replay-mismatch`, `run/problem-changed`
 */
export async function repeatFromJournal(options: RepeatOptions): Promise<RunSummary> {
  const { from, reload, ...rest } = options;
  using source = openRecord({ folder: from });
  const { record, limits, founders } = readSource(source, from);
  if (limits.every((limit) => limit === 0)) {
    throw new GalapagosError(`${from} has no results to repeat`, {
      code: "run/empty",
      hint: `go on with it: galapagos resume ${shellWord(from)}`,
    });
  }
  const problem = await namingRun(from, () => unchangedProblem(record.problem, reload));
  const total = limits.reduce((sum, limit) => sum + limit, 0);
  return await startRun({
    ...rest,
    problem,
    config: { ...record.config, evaluations: total, timeMs: null },
    repeats: {
      calls: source.calls,
      ...(record.models && { models: record.models }),
      ...(record.memory && { memory: record.memory }),
      replay: { of: basename(from), limits },
      async fill(store) {
        await store.write(founders);
        await store.write(givenLessons(source, record));
        await copyCalls(source, store);
      },
    },
  });
}

function readSource(
  { candidates: reader }: OpenRecord,
  from: string,
): {
  readonly record: RunRecord;
  readonly limits: readonly number[];
  readonly founders: readonly StoreWrite[];
} {
  const record = readRecord(reader, { folder: from });
  const limits = record.end?.consumed ?? replayRun(reader, record).map(({ step }) => step + 1);
  const founders = reader
    .islands()
    .filter(({ island }) => island >= record.config.islands)
    .flatMap(({ island }) => [...reader.candidates(island, 0)]);
  return {
    record,
    limits,
    founders: [
      ...founders.map((candidate) => ({ type: "candidate", candidate }) as const),
      ...reader.decisions("inject").map((decision) => ({ type: "decision", decision }) as const),
    ],
  };
}

/** Gifts of files and people to the run, and decisions about its lessons; all else follows from its steps. */
function givenLessons({ candidates, lessons }: OpenRecord, { config }: RunRecord): readonly StoreWrite[] {
  const steps = Array.from({ length: config.islands }, (_, island) => candidates.lastStep(island));
  const borders = Math.floor(Math.max(0, ...steps) / config.migration.interval) + 1;
  return Array.from({ length: borders + 1 }, (_, border) => [
    ...lessons.at("import", border),
    ...lessons.at("person", border),
    ...lessons.at("decision", border),
  ])
    .flat()
    .flatMap((event) => lessonWrites([readPlaced(event)]));
}

async function copyCalls({ calls }: OpenRecord, store: Store): Promise<void> {
  let batch: StoreWrite[] = [];
  for (const call of calls.all()) {
    batch.push(...writesOf(call));
    if (batch.length < BATCH) continue;
    await store.write(batch);
    batch = [];
  }
  await store.write(batch);
}

function writesOf(call: StoredCall): readonly StoreWrite[] {
  const { outcome, used, ...sent } = call;
  const begun = { type: "call-sent", call: sent } as const;
  return outcome === null ? [begun] : [begun, { type: "call-ended", call: { ...sent, outcome, used } }];
}
