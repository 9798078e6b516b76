import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { RunConfig } from "../../config/index.ts";
import { canonicalJson, GalapagosError, given, makeFolders } from "../../core/index.ts";
import { findRecordedProblem, judgesAlike } from "../../problem/index.ts";
import { fileError, lockRun, openRecord } from "../../store/index.ts";
import { type KeptWorkers, keepWorkers } from "../sitting/keep-workers.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import { type RunRecord, readRunRecord } from "../record.ts";
import { resumeRun } from "../resume.ts";
import { startRun } from "../start.ts";
import { type RunSummary, summariseRun } from "../summary.ts";
import { budgeted, type StudyArm, type StudyPlan, type StudyProblem } from "./plan-study.ts";
import { type Price, studyCourse } from "./study-course.ts";

/** One finished run of a study. */
export interface StudyRun {
  readonly problem: string;
  readonly arm: string;
  readonly seed: string;
  /** Its folder within the study's. */
  readonly run: string;
  /** Best score within the budget; `null` when nothing was scored. */
  readonly score: number | null;
  readonly toTarget: Price | null;
  /** Evaluator calls of the run, which may have gone a step beyond the budget. */
  readonly evaluations: number;
  /** Results of the run: each may have taken several calls, or none. */
  readonly results: number;
  readonly tokens: number;
  readonly costUsd: number | null;
  readonly convergence: number | null;
  readonly digest: string;
}

/** How a study is carried out; none of it decides what is found. */
export interface StudyOptions
  extends Pick<SittingOptions, "threads" | "lanes" | "unsafe" | "signal" | "queue" | "workers"> {
  /** The study's folder; made when it is missing, gone on with when it is not. */
  readonly folder: string;
  /** Called before each run that is not finished yet, and after each run. */
  readonly onRun?: (run: StudyProgress, finished: StudyRun | null) => void;
}

/** Which run of how many. */
interface StudyProgress {
  readonly number: number;
  readonly of: number;
  readonly problem: string;
  readonly arm: string;
  readonly seed: string;
}

/** One cell of the plan. */
interface Cell extends StudyProgress {
  readonly entry: StudyProblem;
  readonly way: StudyArm;
  readonly config: RunConfig;
  /** Absolute. */
  readonly folder: string;
}

/**
 * Results that a run may have at most for each evaluator call of its budget: where nearly every program is
 * known, calls end.
 */
const MOST_RESULTS = 20;

/**
 * Runs what is not finished yet of a study, one run after the other, seed by seed, so that a study that is
 * stopped early still has whole pairs. Resolves with all finished runs; fewer than planned when the signal
 * ended it.
 *
 * @throws GalapagosError `study/other` when the folder holds a run with other settings, `run/locked`,
 * `store/*`, and whatever runs throw
 */
export async function runStudy(plan: StudyPlan, options: StudyOptions): Promise<readonly StudyRun[]> {
  makeFolder(options.folder);
  const lock = lockRun(options.folder);
  await using workers = keepWorkers();
  try {
    const finished: StudyRun[] = [];
    for (const cell of cellsOf(plan, options.folder)) {
      const { number, of, problem, arm, seed } = cell;
      const place = { number, of, problem, arm, seed };
      const summary = await finish(cell, plan, { workers, ...options }, () => options.onRun?.(place, null));
      if (summary === null) break;
      const run = finishedRun(cell, plan, summary, options.folder);
      finished.push(run);
      options.onRun?.(place, run);
    }
    return finished;
  } finally {
    lock.release();
  }
}

function makeFolder(folder: string): void {
  try {
    makeFolders(folder);
  } catch (error) {
    throw fileError(error, folder);
  }
}

function cellsOf({ problems, arms, seeds, budget }: StudyPlan, root: string): readonly Cell[] {
  const of = problems.length * arms.length * seeds.length;
  let number = 0;
  return problems.flatMap((entry) =>
    seeds.flatMap((seed) =>
      arms.map((way): Cell => {
        const { name } = entry.problem.definition;
        number++;
        return {
          ...{ number, of, problem: name, arm: way.name, seed, entry, way },
          config: { ...budgeted(way.config, budget), seed },
          folder: join(root, name, way.name, seed),
        };
      }),
    ),
  );
}

/** Brings a run to the end of its budget, from wherever it is; `null` when the signal stopped it. */
async function finish(
  cell: Cell,
  plan: StudyPlan,
  options: StudyOptions & { readonly workers: KeptWorkers },
  begins: () => void,
): Promise<RunSummary | null> {
  const { threads, lanes, unsafe, signal, workers, queue } = options;
  const sitting: SittingOptions = given({ threads, lanes, unsafe, signal, workers, queue });
  const wanted = plan.budget.evaluations ?? null;
  let hasBegun = false;
  const begin = (): void => {
    if (!hasBegun) begins();
    hasBegun = true;
  };
  const recorded = recordOf(cell);
  if (recorded === null && signal?.aborted) return null;
  let summary: RunSummary;
  let asked = recorded?.config.evaluations ?? 0;
  if (recorded === null) {
    begin();
    const evaluations = wanted === null ? null : firstResults(cell.config, wanted);
    asked = evaluations ?? 0;
    summary = await startCell(cell, sitting, evaluations);
  } else if (recorded.status === "done") summary = summariseRun(cell);
  else {
    if (signal?.aborted) return null;
    begin();
    summary = await goOn(cell, sitting, null);
  }
  for (;;) {
    if (summary.status === "interrupted") return null;
    if (wanted === null) return summary;
    const { evaluations } = courseOf(cell, plan);
    const limit = nextResults(summary.evaluations, evaluations, wanted);
    if (limit === null) return summary;
    if (signal?.aborted) return null;
    begin();
    // a run that ends by itself has fewer results than it was allowed, and a budget never shrinks
    asked = Math.max(limit, asked);
    const before = summary.evaluations;
    summary = await goOn(cell, sitting, asked);
    if (summary.status !== "interrupted" && summary.evaluations <= before) return summary;
  }
}

function startCell(
  { entry, way, config, folder, seed }: Cell,
  sitting: SittingOptions,
  evaluations: number | null,
): Promise<RunSummary> {
  return startRun({
    ...sitting,
    problem: entry.problem,
    config: { ...config, evaluations },
    memory: way.memory,
    resultsRoot: join(folder, ".."),
    name: seed,
  });
}

/** Resumes a cell's run, up to so many results; `null` leaves it the budget it has. */
function goOn(
  { entry: { problem }, folder }: Cell,
  sitting: SittingOptions,
  evaluations: number | null,
): Promise<RunSummary> {
  return resumeRun({
    ...sitting,
    folder,
    budgets: evaluations === null ? {} : { evaluations },
    // as the plan loaded it, so that a preset stays
    reload: async (recorded) =>
      recorded.folder === problem.folder ? problem : findRecordedProblem(recorded),
  });
}

/**
 * Results to begin with: without a model each takes a call at most; with one it may take several, and too
 * many cannot be unpaid.
 */
function firstResults({ models, islands, directed }: RunConfig, wanted: number): number {
  if (models.length === 0) return wanted;
  const { executor, parallel } = directed;
  const callsEach = executor === "chat" ? parallel : Math.max(3, parallel);
  return Math.max(islands, Math.ceil(wanted / (1.5 * callsEach)));
}

/**
 * Results that the run should have next, to reach the wanted number of calls; `null` when it is there, or
 * will never be.
 */
function nextResults(results: number, calls: number, wanted: number): number | null {
  if (calls >= wanted || results >= wanted * MOST_RESULTS) return null;
  const perResult = Math.max(calls / results, 0.05);
  return Math.min(wanted * MOST_RESULTS, results + Math.max(1, Math.ceil((wanted - calls) / perResult)));
}

/** The record of a cell; a run that died before it began is taken away, one of another study is refused. */
function recordOf({ folder, config, entry, way }: Cell): RunRecord | null {
  if (!existsSync(folder)) return null;
  let record: RunRecord;
  try {
    record = readRunRecord({ folder });
  } catch (error) {
    const { code } = error as { readonly code?: string };
    const isUnbegun = code === "run/incomplete" || code === "run/empty" || code === "run/missing";
    if (!isUnbegun || readdirSync(folder).some((name) => !name.startsWith("run."))) throw error;
    rmSync(folder, { recursive: true });
    return null;
  }
  const own = (settings: RunConfig, files: readonly { readonly hash: string }[]): string =>
    canonicalJson([{ ...settings, evaluations: null }, files.map(({ hash }) => hash)]);
  const isSame = own(record.config, record.memory?.files ?? []) === own(config, way.memory);
  if (isSame && judgesAlike(entry.problem, record.problem)) return record;
  throw new GalapagosError(
    `${folder} holds a run of arm ${JSON.stringify(way.name)} with other settings, another budget, another memory file or another version of the problem`,
    { code: "study/other", hint: "put this study elsewhere: galapagos study <file> --out <folder>" },
  );
}

function courseOf(cell: Cell, { budget }: StudyPlan, pricesKnown = true) {
  const { entry, config } = cell;
  using run = openRecord(cell);
  const { direction } = entry.problem.definition.objective;
  return studyCourse(run, { config, direction, budget, target: entry.target, pricesKnown });
}

function finishedRun(cell: Cell, plan: StudyPlan, summary: RunSummary, root: string): StudyRun {
  const { score, toTarget, evaluations } = courseOf(cell, plan, summary.costUsd !== null);
  const { problem, arm, seed, folder } = cell;
  const { tokens, costUsd, convergence, digest } = summary;
  return {
    ...{ problem, arm, seed, run: relative(root, folder), score, toTarget, evaluations },
    ...{ results: summary.evaluations, tokens, costUsd, convergence, digest },
  };
}
