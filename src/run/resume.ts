import type { RunConfig } from "../config/index.ts";
import { type Candidate, GalapagosError, given, shellWord, showDuration } from "../core/index.ts";
import type { Evaluator } from "../evaluate/index.ts";
import { canGoOnWith, type Problem } from "../problem/index.ts";
import { openRecord, openStore, type RunLocation, type StoreWriter } from "../store/index.ts";
import { executeSitting } from "./sitting/execute.ts";
import { openEvaluator, type SittingOptions } from "./sitting/sitting.ts";
import { exportConfig } from "./export.ts";
import { openEarly } from "./models/early-models.ts";
import { checkKeys } from "./models/models.ts";
import { type MovedModel, withMovedModels } from "./models/moved-models.ts";
import { namingRun } from "./naming-run.ts";
import { readRecord, recordedTotal, type RunRecord, recordWrites } from "./record.ts";
import { evaluationSeedOf, scoreSeed } from "./sitting/seed.ts";
import type { RunSummary } from "./summary.ts";
import { isSealed, sealRun } from "./trust/seal.ts";

/**
 * Budgets that a resumed run may be given; each replaces the recorded one and may only be larger. A ceiling
 * of `budget` that is `null` is not named: it stays as it is on record.
 */
export type Budgets = Partial<Pick<RunConfig, "evaluations" | "timeMs" | "budget">>;

/** Options of resuming a run. */
export interface ResumeOptions extends SittingOptions, RunLocation {
  /** Loads the problem of the record as it is on disk now. */
  readonly reload: (recorded: Problem) => Promise<Problem>;
  readonly budgets?: Budgets;
  /** Where servers of its models are now. @defaultValue where they were */
  readonly moved?: readonly MovedModel[];
}

/**
 * Takes up a run where its record ends and sees it to its end: exactly the run that would have been had it
 * never stopped.
 *
 * @throws GalapagosError `run/locked`, `run/missing`, `run/problem-changed`, `run/budget`, `store/*`
 */
export function resumeRun(options: ResumeOptions): Promise<RunSummary> {
  return namingRun(options.folder, () => goOn(options));
}

async function goOn(options: ResumeOptions): Promise<RunSummary> {
  const begunMs = performance.now();
  const location = { folder: options.folder };
  const store = await openStore(location, { create: false });
  try {
    const { recorded, first } = readBeginning(location);
    if (recorded.replay !== undefined) refuseMoreThanReplayed(recorded.replay.of, options.budgets ?? {});
    const isOwn = isSealed(location.folder, { config: recorded.config, problems: [recorded.problem] });
    const raised = resumedConfig(location, recorded, options.budgets ?? {});
    const config = withMovedModels(raised, options.moved ?? []);
    const problem = await unchangedProblem(recorded.problem, options.reload);
    const record: RunRecord = { ...recorded, config, problem };
    if (recorded.replay === undefined) checkKeys(config);
    const evaluator = await openEvaluator(problem, config, options);
    try {
      const evaluationSeed = evaluationSeedOf(config.seed);
      const seed = first ?? (await scoreAgain(record, evaluator, { location, store }, options));
      await store.write(recordWrites({ config }));
      exportConfig(location, config);
      if (isOwn) sealRun(location.folder, { config, problems: [problem] });
      return await executeSitting({
        location,
        record,
        resumed: true,
        store,
        evaluator,
        evaluationSeed,
        seed,
        begunMs,
        options,
      });
    } finally {
      await evaluator.close();
    }
  } finally {
    await store.close();
  }
}

/** The seed of a run that died before it was on record, scored once more. */
async function scoreAgain(
  { problem, config, models }: RunRecord,
  evaluator: Evaluator,
  { location, store }: { readonly location: RunLocation; readonly store: StoreWriter },
  { signal, onEvents }: Pick<SittingOptions, "signal" | "onEvents">,
): Promise<Candidate> {
  using begun = openRecord(location);
  const record = { writer: store, calls: begun.calls };
  const known = given({ prices: models?.prices, record, onEvents });
  await using early = await openEarly(evaluator, problem, config, known);
  // its answers are read from the record that closes here
  return await scoreSeed(problem, early.evaluator, evaluationSeedOf(config.seed), { signal });
}

function readBeginning(location: RunLocation): { recorded: RunRecord; first: Candidate | null } {
  using run = openRecord(location);
  return { recorded: readRecord(run.candidates, location), first: run.candidates.candidate("i0-s0") };
}

/**
 * The configuration that a run goes on with: the recorded one with the budgets that are named. A used-up
 * budget of time no longer bounds a run that is given more evaluations, and the other way round.
 *
 * @throws GalapagosError `run/budget` where a budget would shrink
 */
export function resumedConfig(location: RunLocation, recorded: RunRecord, given: Budgets): RunConfig {
  const { config, elapsedMs } = recorded;
  const { evaluations = config.evaluations, timeMs = config.timeMs } = given;
  const { usd, tokens, requests } = given.budget ?? {};
  const budget = {
    usd: usd ?? config.budget.usd,
    tokens: tokens ?? config.budget.tokens,
    requests: requests ?? config.budget.requests,
  };
  const raised = { ...config, evaluations, timeMs, budget };
  refuseTimeThatIsUp(location, given.timeMs, elapsedMs);
  refuseSmaller(location, config, raised);
  const total = recordedTotal(location, recorded);
  refuseFewerThanRecorded(location, raised, total);
  const noTimeLeft = given.timeMs === undefined && timeMs !== null && elapsedMs >= timeMs;
  const noneLeft = given.evaluations === undefined && evaluations !== null && total >= evaluations;
  return {
    ...raised,
    timeMs: given.evaluations !== undefined && noTimeLeft ? null : timeMs,
    evaluations: given.timeMs !== undefined && noneLeft ? null : evaluations,
  };
}

function refuseTimeThatIsUp(
  { folder }: RunLocation,
  timeMs: number | null | undefined,
  elapsedMs: number,
): void {
  if (typeof timeMs !== "number" || timeMs > elapsedMs) return;
  throw new GalapagosError(
    `--time counts all sittings together: this run has used ${showDuration(elapsedMs)} already, got ${showDuration(timeMs)}`,
    {
      code: "run/budget",
      hint: `give more than that: galapagos resume ${shellWord(folder)} --time ${Math.ceil(elapsedMs / 500)}s`,
    },
  );
}

function refuseSmaller({ folder }: RunLocation, before: RunConfig, now: RunConfig): void {
  const pairs: readonly (readonly [string, number | null, number | null])[] = [
    ["--evaluations", before.evaluations, now.evaluations],
    ["--time", before.timeMs, now.timeMs],
    ...(["usd", "tokens", "requests"] as const).map(
      (unit) => [`--budget ${unit}`, before.budget[unit], now.budget[unit]] as const,
    ),
  ];
  for (const [name, was, is] of pairs) {
    if (was === null || is === null || is >= was) continue;
    const show = name === "--time" ? showDuration : String;
    throw new GalapagosError(
      `a resumed run's budget may only grow: ${name} is ${show(was)} on record, got ${show(is)}`,
      {
        code: "run/budget",
        hint: `give a larger budget, or look at what there is: galapagos inspect ${shellWord(folder)}`,
      },
    );
  }
}

/** Refuses more than was replayed: a call that a journal does not hold cannot be repeated. */
function refuseMoreThanReplayed(of: string, budgets: Budgets): void {
  if (Object.values(budgets).every((budget) => budget === undefined)) return;
  throw new GalapagosError(`this run repeats ${of} from its journal and ends where that one ended`, {
    code: "run/budget",
    hint: `go on with the run itself: galapagos resume ${shellWord(of)} …`,
  });
}

/** A run that was bounded by time may have more results than a first budget of evaluations allows. */
function refuseFewerThanRecorded(
  { folder }: RunLocation,
  { evaluations }: RunConfig,
  recorded: number,
): void {
  if (evaluations === null || evaluations >= recorded) return;
  throw new GalapagosError(
    `a resumed run's budget may only grow: it has ${recorded} evaluations on record, got ${evaluations}`,
    {
      code: "run/budget",
      hint: `give a larger budget: galapagos resume ${shellWord(folder)} --evaluations ${recorded * 2}`,
    },
  );
}

/** The problem as it was recorded, or a refusal: scores of another evaluator cannot be compared. */
export async function unchangedProblem(recorded: Problem, reload: ResumeOptions["reload"]): Promise<Problem> {
  const now = await reload(recorded);
  if (canGoOnWith(now, recorded)) return { ...recorded, folder: now.folder };
  throw new GalapagosError(
    `the evaluator, inputs or limits of ${recorded.definition.name} (${now.folder}) changed since the run began`,
    {
      code: "run/problem-changed",
      hint: "score the elites anew with: galapagos rescore <run>, and go on from them with: galapagos fork <run>",
    },
  );
}
