import { resolveConfig, type RunConfig, withBudget } from "./config/index.ts";
import { GalapagosError, given, type JsonObject, type RunEvent, shellWord } from "./core/index.ts";
import { loadProblem, type Problem, reloadProblem } from "./problem/index.ts";
import {
  baseConfigOf,
  isRedQueenRun,
  readMemoryFile,
  type RedQueenSummary,
  refuseTurn,
  reportRedQueen,
  resumeRedQueen,
  resumeRun,
  roundsTakeNoMemory,
  type RunSummary,
  sharedBudget,
  sidesOf,
  startRedQueen,
  startRun,
} from "./run/index.ts";
import { findRun } from "./store/index.ts";

/** What `run` and `resume` have in common; none of it decides what is found. */
interface SittingSettings {
  /** Called with every event, in order per island. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Aborting it records what is in flight and ends the sitting; the run can be resumed. */
  readonly signal?: AbortSignal;
  /** Threads that islands share. @defaultValue the smaller of islands and cores */
  readonly threads?: number;
}

/** Settings of a run: those of `RunConfig`, all optional, and where it goes. */
export interface RunSettings
  extends SittingSettings,
    Partial<
      Omit<
        RunConfig,
        "convergence" | "archive" | "migration" | "selection" | "budget" | "directed" | "memory"
      >
    > {
  readonly convergence?: Partial<RunConfig["convergence"]>;
  readonly archive?: Partial<RunConfig["archive"]>;
  readonly migration?: Partial<RunConfig["migration"]>;
  readonly selection?: Partial<RunConfig["selection"]>;
  readonly budget?: Partial<RunConfig["budget"]>;
  readonly directed?: Partial<RunConfig["directed"]>;
  readonly memory?: Partial<RunConfig["memory"]>;
  /** Memory files of earlier runs, whose lessons it begins with. @defaultValue none */
  readonly memoryFiles?: readonly string[];
  /** Folder that holds runs. @defaultValue "results" */
  readonly resultsRoot?: string;
  /** Folder name of the run. @defaultValue `<problem>-<seed>` */
  readonly name?: string;
}

/** Budgets of a resumed run; they may only grow. */
export interface ResumeSettings
  extends SittingSettings,
    Partial<Pick<RunConfig, "evaluations" | "timeMs" | "budget">> {
  /** Folder that holds runs. @defaultValue "results" */
  readonly resultsRoot?: string;
  /** The problem of the run, when it was defined in code. @defaultValue loaded from its folder */
  readonly problem?: Problem;
}

/** A run's summary; that of rounds against champions tells of each round, too (see `RedQueenReport`). */
export type RunResult = RunSummary & Partial<Pick<RedQueenSummary, "rounds">>;

/**
 * Evolves a problem's program and resolves with the run's summary; an adversarial problem is evolved in rounds against the champions before.
 *
 * @param problem - loaded or defined problem, or what `loadProblem` takes
 * @throws GalapagosError for anything wrong with the problem, the settings or the folder
 */
export async function run(problem: Problem | string, settings: RunSettings = {}): Promise<RunResult> {
  const { onEvent, signal, threads, resultsRoot, name, memoryFiles = [], ...chosen } = settings;
  const memory = memoryFiles.map(readMemoryFile);
  const task = typeof problem === "string" ? await loadProblem(problem) : problem;
  const layer = { origin: "run()", settings: chosen as unknown as JsonObject };
  const config = resolveConfig([layer], baseConfigOf(task));
  const options = given({ resultsRoot, name, ...sitting({ onEvent, signal, threads }) });
  if (task.definition.adversarial !== null) {
    if (memory.length > 0) throw roundsTakeNoMemory();
    const { run } = await startRedQueen({ sides: await sidesOf(task), config, ...options });
    return reportOf(findRun(resultsRoot ?? "results", run));
  }
  return startRun({ problem: task, config: withBudget(config), memory, ...options });
}

/**
 * Goes on with a run exactly as if it had never stopped, and resolves with its summary.
 *
 * @param runName - name within the results, or folder; the newest run when left out
 */
export async function resume(runName?: string, settings: ResumeSettings = {}): Promise<RunResult> {
  const {
    onEvent,
    signal,
    threads,
    resultsRoot = "results",
    problem,
    evaluations,
    timeMs,
    budget,
  } = settings;
  const folder = findRun(resultsRoot, runName);
  refuseTurn(folder);
  if (isRedQueenRun(folder)) {
    if ((evaluations ?? timeMs ?? budget) !== undefined) throw sharedBudget();
    await resumeRedQueen(folder, sitting({ onEvent, signal, threads }));
    return reportOf(folder);
  }
  return resumeRun({
    folder,
    reload: async (recorded) => problem ?? reloadProblem(recorded),
    budgets: given({ evaluations, timeMs, budget }),
    ...sitting({ onEvent, signal, threads }),
  });
}

function reportOf(folder: string): RunResult {
  const report = reportRedQueen(folder);
  if (report !== null) return report;
  throw new GalapagosError(`${folder} was stopped before its first round`, {
    code: "run/empty",
    hint: `go on with it: galapagos resume ${shellWord(folder)}`,
  });
}

function sitting({
  onEvent,
  signal,
  threads,
}: { [K in keyof SittingSettings]: SittingSettings[K] | undefined }) {
  return given({
    signal,
    threads,
    onEvents: onEvent && ((events: readonly RunEvent[]) => events.forEach(onEvent)),
  });
}
