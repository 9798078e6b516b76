import { type RunConfig, withBudget } from "../../config/index.ts";
import {
  type Candidate,
  type CandidateId,
  candidateId,
  type Evaluation,
  GalapagosError,
  shellWord,
  objectiveOf,
} from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import { languageOf } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";
import { createRunFolder, openRecord, openStore, type RunLocation, type Store } from "../../store/index.ts";
import { exportBest, exportConfig } from "../export.ts";
import { problemForRecord } from "../recorded-problem.ts";
import { hasBeginning, readRecord, readRunRecord, type RunRecord, recordWrites } from "../record.ts";
import { type ResumeOptions, resumedConfig, unchangedProblem } from "../resume.ts";
import { evaluationSeedOf, scoreSeed } from "../sitting/seed.ts";
import { openEvaluator, type SittingOptions } from "../sitting/sitting.ts";
import { verifyChampion } from "../sitting/verify-champion.ts";
import { runName, type StartOptions } from "../start.ts";
import { recordedPopulations, type RunSummary, summariseRun } from "../summary.ts";
import { sealRun } from "../trust/seal.ts";

/** A program that somebody outside hands in. */
export interface HandedIn {
  readonly source: string;
  /** Recorded programs that it was made from. */
  readonly parents: readonly CandidateId[];
  readonly note: string;
}

/** Verdicts on programs that were handed in together, or how much of the budget is left for fewer. */
type HandedBack =
  | { readonly status: "scored"; readonly candidates: readonly Candidate[] }
  | { readonly status: "spent"; readonly left: number };

/** A run whose programs come from outside: each is scored within the run's budget, and recorded as its next step. */
export interface ServedRun {
  readonly folder: string;
  readonly problem: Problem;
  readonly config: RunConfig;
  /** Evaluations that are left. */
  left(): number;
  /** Results on record. */
  consumed(): number;
  best(): Candidate | null;
  candidate(id: CandidateId): Candidate | null;
  /** Scores programs and records them, each before its verdict is told. */
  evaluate(programs: readonly HandedIn[]): Promise<HandedBack>;
  /** Verifies the best, where the budget is spent, and closes the record. */
  close(): Promise<RunSummary>;
}

/** Options of a run that is to be served. */
export interface ServeOptions
  extends SittingOptions,
    Pick<StartOptions, "problem" | "config" | "resultsRoot" | "name" | "adopt"> {}

/** Budget of a served run that names none. */
const USUAL_BUDGET = 1_000;

/**
 * Begins a run whose programs come from outside.
 *
 * @throws GalapagosError `run/seed-failed`, `run/served` for an adversarial problem, `evaluate/*`, `store/*`
 */
export async function beginServed(options: ServeOptions): Promise<ServedRun> {
  const { problem } = options;
  if (problem.definition.adversarial !== null) throw noRounds(problem);
  if (problem.definition.prompt) throw noPrompts(problem);
  const config = servedConfig(options.config);
  const evaluator = await openEvaluator(problem, config, options);
  try {
    const seed = await scoreSeed(problem, evaluator, evaluationSeedOf(config.seed), options);
    const name = options.name ?? runName(problem, config);
    const folder = createRunFolder(options.resultsRoot ?? "results", name, options.adopt);
    const record: RunRecord = { config, problem, status: "running", elapsedMs: 0, end: null, served: true };
    const store = await openStore({ folder });
    await store.write([
      ...recordWrites({ ...record, problem: problemForRecord(problem, folder) }),
      { type: "candidate", candidate: seed },
    ]);
    exportConfig({ folder }, config);
    sealRun(folder, { config, problems: [problem] });
    return new Served({ location: { folder }, record, store, evaluator, options }, [seed]);
  } catch (error) {
    await evaluator.close();
    throw error;
  }
}

/**
 * Goes on with a run whose programs come from outside.
 *
 * @throws GalapagosError `run/served` for a run that was not begun so, and as {@link ResumeOptions} says
 */
export async function resumeServed(options: ResumeOptions): Promise<ServedRun> {
  const location = { folder: options.folder };
  const store = await openStore(location, { create: false });
  try {
    const { recorded, candidates } = readServed(location);
    const config = resumedConfig(location, recorded, options.budgets ?? {});
    const problem = await unchangedProblem(recorded.problem, options.reload);
    const evaluator = await openEvaluator(problem, config, options);
    await store.write(recordWrites({ config, status: "running", end: null }));
    exportConfig(location, config);
    return new Served(
      { location, record: { ...recorded, config, problem }, store, evaluator, options },
      candidates,
    );
  } catch (error) {
    await store.close();
    throw error;
  }
}

function readServed(location: RunLocation): {
  readonly recorded: RunRecord;
  readonly candidates: readonly Candidate[];
} {
  using run = openRecord(location);
  const recorded = readRecord(run.candidates, location);
  if (recorded.served !== true)
    throw new GalapagosError(`${location.folder} is a run that proposes its programs itself`, {
      code: "run/served",
      hint: `go on with it: galapagos resume ${shellWord(location.folder)}`,
    });
  return { recorded, candidates: [...run.candidates.candidates(0, 0)] };
}

/** True for a folder whose run gets its programs from outside. */
export function isServed(folder: string): boolean {
  return hasBeginning({ folder }) && readRunRecord({ folder }).served === true;
}

/** One island, since nobody migrates; no model, since whoever asks has its own. */
function servedConfig(config: RunConfig): RunConfig {
  const evaluations = config.evaluations ?? USUAL_BUDGET;
  return withBudget({ ...config, islands: 1, models: [], timeMs: null, evaluations });
}

function noRounds({ definition }: Problem): GalapagosError {
  return new GalapagosError(
    `${definition.name} is played in rounds, which nobody outside can hand programs to`,
    {
      code: "run/served",
      hint: "serve an ordinary problem: galapagos list",
    },
  );
}

function noPrompts({ definition }: Problem): GalapagosError {
  return new GalapagosError(`programs of ${definition.name} are prompts, and a server asks no model`, {
    code: "run/served",
    hint: `let a run ask: galapagos run ${definition.name} --model <name>`,
  });
}

/** The parts of a served run. */
interface ServedParts {
  readonly location: RunLocation;
  readonly record: RunRecord;
  readonly store: Store;
  readonly evaluator: Evaluator;
  readonly options: SittingOptions;
}

class Served implements ServedRun {
  private readonly parts: ServedParts;
  private readonly known = new Map<CandidateId, Candidate>();
  private readonly evaluationSeed: number;
  private readonly begunMs = performance.now();
  private champion: Candidate | null = null;
  private steps: number;
  private underWay = 0;

  constructor(parts: ServedParts, candidates: readonly Candidate[]) {
    this.parts = parts;
    this.evaluationSeed = evaluationSeedOf(parts.record.config.seed);
    this.steps = candidates.length;
    for (const candidate of candidates) this.remember(candidate);
  }

  get folder(): string {
    return this.parts.location.folder;
  }

  get problem(): Problem {
    return this.parts.record.problem;
  }

  get config(): RunConfig {
    return this.parts.record.config;
  }

  left(): number {
    return Math.max(0, (this.config.evaluations ?? 0) - this.steps - this.underWay);
  }

  consumed(): number {
    return this.steps;
  }

  best(): Candidate | null {
    return this.champion;
  }

  candidate(id: CandidateId): Candidate | null {
    return this.known.get(id) ?? null;
  }

  async evaluate(programs: readonly HandedIn[]): Promise<HandedBack> {
    // the budget is reserved before it is spent
    if (programs.length > this.left()) return { status: "spent", left: this.left() };
    this.underWay += programs.length;
    const verdicts = programs.map(({ source }, order) => this.score(source, order));
    for (const verdict of verdicts) verdict.catch(() => {});
    const candidates: Candidate[] = [];
    try {
      for (const [index, program] of programs.entries())
        candidates.push(await this.take(program, await (verdicts[index] as Promise<Evaluation>)));
    } finally {
      this.underWay -= programs.length - candidates.length;
    }
    return { status: "scored", candidates };
  }

  async close(): Promise<RunSummary> {
    const { store, evaluator, location, record, options } = this.parts;
    try {
      const isSpent = this.left() === 0 && this.underWay === 0;
      const end = { reason: isSpent ? "budget" : "interrupted", consumed: [this.steps] } as const;
      const elapsedMs = record.elapsedMs + (performance.now() - this.begunMs);
      await store.write(recordWrites({ end, status: isSpent ? "done" : "interrupted", elapsedMs }));
      if (isSpent) await this.verify();
      const summary = summariseRun(location);
      exportBest(location, record.problem, summary);
      options.onEvents?.([{ type: "run-ended", reason: end.reason }]);
      return summary;
    } finally {
      await evaluator.close();
      await store.close();
    }
  }

  private score(source: string, order: number): Promise<Evaluation> {
    return this.parts.evaluator.evaluate({ source, seed: this.evaluationSeed, order });
  }

  /** Steps are numbered as they are recorded, so that there is no gap whenever the process dies. */
  private async take({ source, parents, note }: HandedIn, evaluation: Evaluation): Promise<Candidate> {
    const fingerprint = languageOf(this.problem.definition).fingerprint(source);
    const place = { island: 0, step: this.steps++ };
    this.underWay--;
    const candidate: Candidate = {
      ...{ ...place, source, fingerprint, parents, note, evaluation },
      ...{ operator: "served", strategy: {}, cached: false },
    };
    await this.parts.store.write([{ type: "candidate", candidate }]);
    this.parts.evaluator.recorded({ source, seed: this.evaluationSeed });
    this.remember(candidate);
    return candidate;
  }

  private remember(candidate: Candidate): void {
    const { evaluation } = candidate;
    this.known.set(candidateId(candidate.island, candidate.step), candidate);
    if (evaluation.status !== "ok") return;
    const { better } = objectiveOf(this.problem.definition.objective.direction);
    const best = this.champion?.evaluation;
    if (better(evaluation.score, best?.status === "ok" ? best.score : null)) this.champion = candidate;
  }

  private async verify(): Promise<void> {
    const { location, record, store, evaluator, options } = this.parts;
    const { evaluationSeed } = this;
    const seed = this.known.get(candidateId(0, 0));
    if (seed === undefined) return;
    const sitting = {
      location,
      record,
      store,
      evaluator,
      evaluationSeed,
      options,
      seed,
      begunMs: this.begunMs,
    };
    await verifyChampion({ ...sitting, resumed: false }, recordedPopulations(location), {
      how: "whole",
      leftMs: Number.POSITIVE_INFINITY,
    });
  }
}
