import { DEFAULT_CONFIG, type RunConfig } from "../config/index.ts";
import { type Aim, GalapagosError, isObject, type Json, type StopReason, shellWord } from "../core/index.ts";
import type { Problem, ProblemDefinition } from "../problem/index.ts";
import type { FrozenMemory } from "./memory/frozen-memory.ts";
import type { FrozenModels } from "./models/frozen-models.ts";
import { openRecord, type RunLocation, type StoreReader, type StoreWrite } from "../store/index.ts";
import { problemOfRecord } from "./recorded-problem.ts";
import { totalCovering } from "./sitting/shares.ts";

/** How a run stands. `running` without a lock means that its process died: resume it. */
export type RunStatus = "running" | "done" | "interrupted";

/** How the last sitting of a run ended. */
export interface RunEnd {
  readonly reason: StopReason;
  /** Results consumed by each island. */
  readonly consumed: readonly number[];
}

/** A run as the store's meta values describe it. */
export interface RunRecord {
  readonly config: RunConfig;
  readonly problem: Problem;
  readonly status: RunStatus;
  /** Wall time of all sittings so far, milliseconds; for time budgets. */
  readonly elapsedMs: number;
  /** `null` while a sitting goes on, or when the process died in it. */
  readonly end: RunEnd | null;
  /** Prices and prompts as they were; absent in a run without models. */
  readonly models?: FrozenModels;
  /** The memory as it was set up; absent before its first sitting. */
  readonly memory?: FrozenMemory;
  /** The run that this one repeats from its journal, and how many results each of its islands had. */
  readonly replay?: { readonly of: string; readonly limits: readonly number[] };
  /** True where its programs come from outside, through a server. */
  readonly served?: true;
}

/** The writes that keep (part of) a run's record. */
export function recordWrites(record: Partial<RunRecord>): readonly StoreWrite[] {
  return Object.entries(record).map(([key, value]) => ({
    type: "meta",
    key,
    value: value as Json,
  }));
}

/**
 * Reads the store's description of a run.
 *
 * @throws GalapagosError `run/incomplete` when the process died before anything was evaluated
 */
export function readRecord(reader: StoreReader, { folder }: RunLocation): RunRecord {
  const get = <K extends keyof RunRecord>(key: K): RunRecord[K] | null =>
    reader.meta(key) as RunRecord[K] | null;
  const config = get("config");
  const problem = get("problem");
  if (config === null || problem === null) {
    throw new GalapagosError(`${folder} holds no configuration: its process died before the run began.`, {
      code: "run/incomplete",
      hint: `start it again in the same place: galapagos run <problem> --out ${shellWord(folder)}`,
    });
  }
  const [status, elapsedMs, end] = [get("status") ?? "running", get("elapsedMs") ?? 0, get("end")];
  checkForm({ config, problem, status, elapsedMs, end }, folder);
  const models = get("models");
  const replay = get("replay");
  const memory = get("memory");
  return {
    config: completedConfig(config, problem.definition),
    ...(models && { models }),
    ...(memory && { memory }),
    ...(replay && { replay }),
    ...(get("served") === true && { served: true as const }),
    problem: problemOfRecord(problem, folder),
    status,
    elapsedMs,
    end,
  };
}

/** As many as the settings allow. */
const MOST_ISLANDS = 256;

/**
 * Refuses a record that no run has written: its folder may come from anybody, and what it says would be done.
 */
function checkForm({ config, problem, status, elapsedMs, end }: RunRecord, folder: string): void {
  const { folder: place, definition } = problem;
  const isCount = (value: unknown, most: number): boolean =>
    Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most;
  const isSound =
    isCount(config.islands, MOST_ISLANDS) &&
    isCount(config.migration?.interval, Number.MAX_SAFE_INTEGER) &&
    (config.models === undefined || Array.isArray(config.models)) &&
    typeof place === "string" &&
    typeof definition?.name === "string" &&
    ["maximise", "minimise"].includes(definition.objective?.direction) &&
    Array.isArray(definition.features) &&
    areAims(definition.objectives) &&
    typeof config.seed === "string" &&
    ["running", "done", "interrupted"].includes(status) &&
    Number.isFinite(elapsedMs) &&
    (end === null || (Array.isArray(end.consumed) && end.consumed.length === config.islands));
  if (isSound) return;
  throw new GalapagosError(
    `${folder}/run.db is damaged: what it says of its run is nothing that a run can be.`,
    {
      code: "store/corrupt",
      hint: "put back a copy of it, if there is one, or see which runs there are: galapagos list",
    },
  );
}

function areAims(aims: unknown): boolean {
  if (aims === undefined) return true;
  const isAim = ({ name, direction, reference }: Aim): boolean =>
    typeof name === "string" && ["maximise", "minimise"].includes(direction) && Number.isFinite(reference);
  return Array.isArray(aims) && aims.length <= MOST_AIMS && aims.every((aim) => aim !== null && isAim(aim));
}

/** As many as a problem may have. */
const MOST_AIMS = 4;

/** The configuration of any version, completed: settings that an older one does not name are as they were then, in its sections, too. */
export function completedConfig(written: RunConfig, { language }: ProblemDefinition): RunConfig {
  // mates that are others came with ties
  const mates = written.archive?.ties === undefined ? "all" : "others";
  const older = { ...OLDER_CONFIG, selection: { ...OLDER_CONFIG.selection, mates } };
  // programs that are known by their tokens came to be tuned with restarts
  const isUntuned =
    written.tuning?.restarts === undefined && !TUNED_EARLIER.includes(language ?? "javascript");
  const config = isUntuned ? { ...written, tuning: OLDER_CONFIG.tuning } : written;
  const sections = Object.entries({ ...older, ...config }).map(([name, value]) => {
    const before = older[name as keyof RunConfig];
    return [name, isObject(value) && isObject(before) ? { ...before, ...value } : value];
  });
  return Object.fromEntries(sections) as RunConfig;
}

/** Languages whose numbers were tuned before restarts were. */
const TUNED_EARLIER: readonly string[] = ["javascript", "typescript"];

/** The defaults for runs of older versions: those without a memory do not begin to keep one. */
const OLDER_CONFIG: RunConfig = {
  ...DEFAULT_CONFIG,
  // they were searched without, and have to end as they would have ended
  tuning: { share: 0, perChild: 0, restarts: "widths", race: "even", credit: "none" },
  archive: { ...DEFAULT_CONFIG.archive, ties: "keep" },
  selection: { ...DEFAULT_CONFIG.selection, policy: "boltzmann", thrift: 0 },
  rebase: "off",
  // a child took several calls before one was enough, and their prompts know no other way
  directed: { ...DEFAULT_CONFIG.directed, calls: "plan", handOver: 0 },
  memory: { ...DEFAULT_CONFIG.memory, enabled: false },
};

/** Opens a run's record and reads its description. */
export function readRunRecord(location: RunLocation): RunRecord {
  using run = openRecord(location);
  return readRecord(run.candidates, location);
}

/** True where a run got so far that it can be resumed. */
export function hasBeginning(location: RunLocation): boolean {
  try {
    readRunRecord(location);
    return true;
  } catch (error) {
    const unbegun = ["run/incomplete", "run/empty", "run/missing"];
    if (error instanceof GalapagosError && unbegun.includes(error.code)) return false;
    throw error;
  }
}

/** The smallest number of evaluations in all that covers what the islands have on record without a gap. */
export function recordedTotal(location: RunLocation, { config, end }: RunRecord): number {
  if (end !== null) return totalCovering(end.consumed);
  using run = openRecord(location);
  const prefixes = new Map(run.candidates.islands().map(({ island, prefix }) => [island, prefix]));
  return totalCovering(Array.from({ length: config.islands }, (_, island) => prefixes.get(island) ?? 0));
}
