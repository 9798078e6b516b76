import type { RunConfig } from "../config/index.ts";
import type { MemoryFile } from "../memory/index.ts";
import type { Evaluator } from "../evaluate/index.ts";
import { given } from "../core/index.ts";
import { aimsOf, type Problem, uncountedFiles } from "../problem/index.ts";
import { type CallReader, createRunFolder, openStore, type Store, type StoreWrite } from "../store/index.ts";
import { executeSitting } from "./sitting/execute.ts";
import { fewStepsWarning } from "./few-steps.ts";
import { unusedBudgetWarning } from "./unused-budget.ts";
import type { SittingOptions } from "./sitting/sitting.ts";
import { exportConfig } from "./export.ts";
import { type Founder, founderWrites } from "./transplant/founders.ts";
import { copyMemoryFiles, freezeMemory, takeMemoryFiles } from "./memory/frozen-memory.ts";
import { NOTHING_TO_RESUME, openAnswered } from "./models/early-models.ts";
import { checkAgent, checkKeys } from "./models/models.ts";
import { freezeModels } from "./models/frozen-models.ts";
import { type RunRecord, recordWrites } from "./record.ts";
import { problemForRecord } from "./recorded-problem.ts";
import { seedComplaint } from "./seed-complaint.ts";
import { sealRun } from "./trust/seal.ts";
import { evaluationSeedOf, scoreSeed } from "./sitting/seed.ts";
import { seedPatienceMs } from "./sitting/time-left.ts";
import type { RunSummary } from "./summary.ts";
import { namingRun } from "./naming-run.ts";

/** Options of a new run. */
export interface StartOptions extends SittingOptions {
  readonly problem: Problem;
  readonly config: RunConfig;
  /** Folder that holds runs. @defaultValue "results" */
  readonly resultsRoot?: string;
  /** Folder name of the run. @defaultValue `<problem>-<seed>`, numbered when that exists */
  readonly name?: string;
  /** Take the folder of that name also when it exists and is empty. @defaultValue false */
  readonly adopt?: boolean;
  /** Programs that enter right after the seed, or how they are scored by the run's own evaluator. */
  readonly founders?: readonly Founder[] | ((evaluator: Evaluator) => Promise<readonly Founder[]>);
  /** Memory files of earlier runs that it begins with. */
  readonly memory?: readonly MemoryFile[];
  /** The recorded run that this one repeats. */
  readonly repeats?: Pick<RunRecord, "models" | "memory" | "replay"> & {
    /** The words of its models. */
    readonly calls: CallReader;
    /** Puts on record what the run finds there. */
    readonly fill: (store: Store) => Promise<void>;
  };
}

/** The name of a run that is given none: its problem and its seed, as far as they fit into a file's name. */
export function runName({ definition }: Problem, { seed }: Pick<RunConfig, "seed">): string {
  return `${definition.name}-${seed.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 40)}`;
}

const UNTOLD_LESSONS =
  "nobody is told the lessons of the memory file: they are for runs with models that keep a memory";

const CONVERGES_NEVER = "convergence is that of one objective: with several, convergence.stopAt ends no run";

/** The memory and the models of a run as it is begun; those of the run that it repeats, where it repeats one. */
async function suppliesOf(options: StartOptions) {
  const { config, repeats, memory: files = [] } = options;
  const memory = repeats?.memory ?? freezeMemory(config, files);
  if (repeats !== undefined) return { memory, models: repeats.models ?? null, unwalled: null };
  const models = await freezeModels(config);
  if (models !== null) checkKeys(config);
  const unwalled = models === null ? null : await checkAgent(config, options);
  return { memory, models, unwalled };
}

/** Settings that do nothing, or less than one would think, in words. */
function warningsOf(
  { problem, config, memory: files = [] }: StartOptions,
  { memory: { settings }, models, unwalled }: Awaited<ReturnType<typeof suppliesOf>>,
): readonly string[] {
  const isUntold = files.length > 0 && settings === null;
  const isEndless = config.convergence.stopAt !== null && aimsOf(problem.definition).length > 1;
  const warnings = [
    isUntold ? UNTOLD_LESSONS : null,
    isEndless ? CONVERGES_NEVER : null,
    fewStepsWarning(config),
    unusedBudgetWarning(config, models !== null),
    unwalled,
  ];
  return warnings.filter((message) => message !== null);
}

/**
 * Starts a run and sees it to its end.
 *
 * @throws GalapagosError `run/seed-failed` when the seed program gets no score, `evaluate/*`, `store/*`
 */
export async function startRun(options: StartOptions): Promise<RunSummary> {
  const { problem, config, repeats, founders = [], begunMs = performance.now() } = options;
  const evaluationSeed = evaluationSeedOf(config.seed);
  const { memory, models, unwalled } = await suppliesOf(options);
  const known = given({ prices: models?.prices, replayed: repeats?.calls });
  await using early = await openAnswered(problem, config, options, { ...known, ifPoor: NOTHING_TO_RESUME });
  // before the folder is made: a problem that does not work, or founders that do not, leave nothing behind
  const seed = await scoreSeed(problem, early.evaluator, evaluationSeed, {
    signal: options.signal,
    patienceMs: seedPatienceMs(config.timeMs, performance.now() - begunMs),
  });
  const entering = typeof founders === "function" ? await founders(early.evaluator) : founders;
  const name = options.name ?? runName(problem, config);
  const folder = createRunFolder(options.resultsRoot ?? "results", name, options.adopt);
  const location = { folder };
  const record: RunRecord = {
    ...{ config, problem, status: "running", elapsedMs: 0, end: null, memory },
    ...(models && { models }),
    ...(repeats?.replay && { replay: repeats.replay }),
  };
  const store = await openStore(location);
  try {
    await repeats?.fill(store);
    const complaint = seedComplaint(problem, seed);
    const warnings = [
      ...warningsOf(options, { memory, models, unwalled }),
      ...(complaint === null ? [] : [complaint]),
      ...(await uncountedFiles(problem)),
    ];
    for (const message of warnings) options.onEvents?.([{ type: "warning", message }]);
    await writeBeginning({ store, folder, record, entering, calls: early.calls() }, options.memory ?? []);
    const beginning = {
      location,
      record,
      resumed: false,
      store,
      evaluator: early.plain,
      evaluationSeed,
      seed,
    };
    return await namingRun(folder, () => executeSitting({ ...beginning, begunMs, options }));
  } finally {
    await store.close();
  }
}

/** A run that has its folder, and nothing on record yet. */
interface Beginning {
  readonly store: Store;
  readonly folder: string;
  readonly record: RunRecord;
  readonly entering: readonly Founder[];
  /** Calls of the model before there was a record. */
  readonly calls: readonly StoreWrite[];
}

/** Puts the beginning of a run on record, with the memory files that it begins with. */
async function writeBeginning(
  { store, folder, record, entering, calls }: Beginning,
  files: readonly MemoryFile[],
): Promise<void> {
  const { config, problem } = record;
  const first = { ownIsland: config.islands, firstStep: 0, epoch: 0 };
  await store.write([
    ...calls,
    ...recordWrites({ ...record, problem: problemForRecord(problem, folder) }),
    ...founderWrites(entering, problem, first),
    ...takeMemoryFiles(files, problem),
  ]);
  // after the beginning is on record: what lies in the folder by then keeps no other run out
  copyMemoryFiles(files, folder);
  exportConfig({ folder }, config);
  sealRun(folder, { config, problems: [problem] });
}
