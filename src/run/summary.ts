import { basename } from "node:path";
import { digestOf, orderOf, type Population, replayIsland } from "../../islands/index.ts";
import { type CandidateId, candidateId, type Elite, given, idOf, type NumberRecord } from "../core/index.ts";
import { createMemoryRecord, type RecordedEffect, recordedEffect } from "../memory/index.ts";
import { type OpenRecord, openRecord, type RunLocation, type StoreReader } from "../store/index.ts";
import { type FrontSummary, frontSummary, type IslandFront, islandFront } from "./front-summary.ts";
import { type Convergence, runConvergence } from "./sitting/convergence.ts";
import { type ModelUsage, modelUsage } from "./models/model-usage.ts";
import { type RunRecord, type RunStatus, readRecord } from "./record.ts";
import { passedVerdict, recordedVerdict, type Verification } from "./recorded-verdict.ts";

/** One island, in a summary. */
interface IslandSummary {
  readonly id: number;
  /** Results consumed. */
  readonly evaluations: number;
  readonly best: { readonly id: CandidateId; readonly score: number } | null;
  /** Occupied cells. */
  readonly elites: number;
  /** Methods whose best program is kept beside the grid; absent where none are. */
  readonly methods?: number;
  /** Share of cells that are occupied, 0 to 1. */
  readonly coverage: number;
  /** Sum of the elites' raw scores (QD-score, Pugh et al. 2016). */
  readonly qdScore: number;
  /** Its own front; only where there are several objectives. */
  readonly front?: IslandFront;
}

/** The best candidate of a run. */
export interface BestSummary {
  readonly id: CandidateId;
  readonly score: number;
  readonly metrics: NumberRecord;
  readonly features: NumberRecord;
  readonly parents: readonly CandidateId[];
  readonly island: number;
  readonly step: number;
}

/** The effect of the memory in a run: 95 % intervals, costs in tokens per step. */
type MemorySummary = RecordedEffect;

/** The summary of a run, as `inspect --json`, `run --json` and `resume --json` print it. */
export interface RunSummary extends ModelUsage, Convergence {
  readonly run: string;
  readonly problem: string;
  readonly status: RunStatus | "stopped";
  readonly seed: string;
  /** Results consumed, the seed and cache hits included. */
  readonly evaluations: number;
  readonly failures: { readonly [kind: string]: number };
  readonly best: BestSummary | null;
  /** Only where there are several objectives; `best` is the first of it. */
  readonly front?: FrontSummary;
  readonly islands: readonly IslandSummary[];
  readonly digest: string;
  /** Why the last sitting ended; `null` when its process died or still runs. */
  readonly stopped: string | null;
  /** `null` before a run's end. */
  readonly verified: Verification | null;
  /** The best program that passed its verification; only where that is not `best`, which did not. */
  readonly runnerUp?: BestSummary;
  /** `null` in a run that keeps no memory. */
  readonly memory: MemorySummary | null;
  /** How often the evaluator ran: trials within steps count, reused verdicts do not. */
  readonly evaluatorCalls: number;
  /** It began with programs of another run, or was given programs or lessons: flags alone do not make it again. Absent where it was not. */
  readonly begunWithMore?: true;
  /** Scores came from a process that programs share with their evaluator; absent where they did not. */
  readonly joint?: true;
}

/**
 * Reads the summary of a run from its record; works on a live, a finished and a killed run alike.
 *
 * @param running - whether its process is known to be alive
 * @throws GalapagosError `run/*`, `store/*`
 */
export function summariseRun(location: RunLocation, running = false): RunSummary {
  using run = openRecord(location);
  return readEvolution(run, location, running).summary;
}

/**
 * The summary of a run that has come to its end, whose populations are known: reading them again from a long record takes longer
 * than all else at its end.
 */
export function summariseEnded(location: RunLocation, populations: readonly Population[]): RunSummary {
  using run = openRecord(location);
  const record = readRecord(run.candidates, location);
  return summarise(run, location, { record, populations, running: false });
}

/** The populations that a run's record leads to. */
export function recordedPopulations(location: RunLocation): readonly Population[] {
  using run = openRecord(location);
  return replayRun(run.candidates, readRecord(run.candidates, location));
}

/** The populations of all islands, as far as the record goes. */
export function replayRun(reader: StoreReader, record: RunRecord): readonly Population[] {
  const { config, problem, end } = record;
  return Array.from({ length: config.islands }, (_, island) =>
    replayIsland(
      { island, config, problem, limit: end?.consumed[island] ?? Number.POSITIVE_INFINITY },
      reader,
    ),
  );
}

/** One evolution as its record tells it: what it was asked to do, the populations that it led to, and the summary of both. */
interface RecordedEvolution {
  readonly record: RunRecord;
  readonly populations: readonly Population[];
  readonly summary: RunSummary;
}

/**
 * Reads an evolution from its open record, whose results are gone through once.
 *
 * @param running - whether its process is known to be alive
 */
export function readEvolution(run: OpenRecord, location: RunLocation, running: boolean): RecordedEvolution {
  const record = readRecord(run.candidates, location);
  const populations = replayRun(run.candidates, record);
  return { record, populations, summary: summarise(run, location, { record, populations, running }) };
}

function summarise(
  run: OpenRecord,
  location: RunLocation,
  { record, populations, running }: Omit<RecordedEvolution, "summary"> & { readonly running: boolean },
): RunSummary {
  const reader = run.candidates;
  const best = bestOf(populations, record);
  const consumed = populations.map((population) => population.step + 1);
  const verified = recordedVerdict(reader.meta("verified"));
  const runnerUp = best === null ? undefined : runnerUpOf(populations, idOf(best), verified);
  return {
    run: basename(location.folder),
    problem: record.problem.definition.name,
    status: record.status === "running" && !running ? "stopped" : record.status,
    seed: record.config.seed,
    evaluations: consumed.reduce((sum, n) => sum + n, 0),
    failures: reader.failures(consumed),
    best: best && describeBest(best, reader),
    ...given({ front: frontSummary(populations, record) ?? undefined }),
    islands: populations.map((population, id) => describeIsland(population, id, record)),
    digest: digestOf(populations),
    stopped: record.end?.reason ?? null,
    verified,
    ...given({ runnerUp: runnerUp && describeBest(runnerUp, reader) }),
    memory: summariseMemory(run, record, consumed),
    evaluatorCalls: reader.evaluatorCalls(),
    ...(beganWithMore(run, record) && { begunWithMore: true as const }),
    ...(record.problem.definition.joint && { joint: true as const }),
    ...runConvergence(run, record, consumed),
    ...modelUsage(run.calls, record.models?.prices ?? {}),
  };
}

/** True where programs or lessons came from outside. Such programs stand behind the islands that search. */
function beganWithMore({ candidates }: OpenRecord, { config, memory }: RunRecord): boolean {
  return (
    (memory?.files.length ?? 0) > 0 || candidates.islands().some(({ island }) => island >= config.islands)
  );
}

function describeIsland(population: Population, id: number, record: RunRecord): IslandSummary {
  const { archive, step } = population;
  const { best } = archive;
  return {
    id,
    evaluations: step + 1,
    best: best && { id: candidateId(best.island, best.step), score: best.score },
    elites: archive.size,
    ...(record.config.archive.methods > 0 && { methods: population.methods.elites.length }),
    coverage: archive.coverage,
    qdScore: archive.ranking.reduce((sum, elite) => sum + elite.score, 0),
    ...given({ front: islandFront(population, record) ?? undefined }),
  };
}

function summariseMemory(
  { candidates, lessons }: OpenRecord,
  { memory, problem }: RunRecord,
  consumed: readonly number[],
): MemorySummary | null {
  if (!memory?.settings) return null;
  const { direction } = problem.definition.objective;
  return recordedEffect(createMemoryRecord(candidates, lessons, direction), consumed);
}

/** The best elite of all islands in the one total order. */
function bestOf(populations: readonly Population[], record: RunRecord): Elite | null {
  const { compare } = orderOf(record.problem.definition, record.config).order;
  return populations
    .flatMap(({ archive }) => archive.best ?? [])
    .reduce<Elite | null>((best, elite) => (best === null || compare(elite, best) < 0 ? elite : best), null);
}

/** The best elite that passed, where the champion did not. */
function runnerUpOf(
  populations: readonly Population[],
  champion: CandidateId,
  verified: Verification | null,
): Elite | undefined {
  const passed = passedVerdict(verified)?.id;
  if (verified?.id !== champion || passed === champion) return undefined;
  return populations.flatMap(({ archive }) => archive.ranking).find((elite) => idOf(elite) === passed);
}

/** The program that a run gives to whoever asks for its best: the champion, unless it failed its verification and another passed. */
export function winnerOf({ best, runnerUp }: Pick<RunSummary, "best" | "runnerUp">): BestSummary | null {
  return runnerUp ?? best;
}

function describeBest(elite: Elite, reader: StoreReader): BestSummary {
  const id = candidateId(elite.island, elite.step);
  const candidate = reader.candidate(id);
  return {
    id,
    score: elite.score,
    metrics: candidate?.evaluation.status === "ok" ? candidate.evaluation.metrics : {},
    features: elite.features,
    parents: candidate?.parents ?? [],
    island: elite.island,
    step: elite.step,
  };
}
