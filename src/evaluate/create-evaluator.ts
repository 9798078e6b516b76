import { availableParallelism } from "node:os";
import { type Evaluation, GalapagosError, given, randomStream } from "../core/index.ts";
import { contractOf } from "../language/index.ts";
import type { Problem } from "../problem/index.ts";
import type { OpenBackend } from "./backend.ts";
import type { EvaluationRequest, Evaluator } from "./evaluator.ts";
import { computeOf } from "./compute.ts";
import { failedEvaluation } from "./failures.ts";
import type { EvaluationPhase, Job } from "./job.ts";
import { localBackend } from "./local/local-backend.ts";
import { createResultCache } from "./result-cache.ts";
import { sourceTooLong } from "./source-size.ts";
import { createVerifier } from "./verifier.ts";

/** How candidates of one problem are scored. */
export interface EvaluatorOptions {
  readonly problem: Problem;
  /** The run's seed: fresh seeds of verifications derive from it. */
  readonly seed: string | number;
  /**
   * Threads in the pool.
   * @defaultValue the cores this process may use; half of them where run time is the objective
   */
  readonly lanes?: number;
  /**
   * Let commands (sandbox level 3) run where bubblewrap is missing: only for programs you trust.
   * @defaultValue false
   */
  readonly unsafe?: boolean;
  /**
   * How many times its fuel a program is let run before it fails, so that the failure can say how much it needs:
   * for models, who learn from it.
   * @defaultValue 1
   */
  readonly overrun?: number;
  /** Verdicts kept in memory; an equal request is then answered at once. @defaultValue 0: everything runs */
  readonly cacheSize?: number;
  /** Told when the evaluator process died and is being replaced. */
  readonly onRestart?: (reason: string) => void;
  /** Told where an evaluation takes its time; for people at work on a problem. */
  readonly onSlow?: (phase: EvaluationPhase) => void;
  /** Told once, in words for people, when the evaluator waits long for a processor. */
  readonly onStarved?: (warning: string) => void;
  /** Where jobs are carried out. @defaultValue a supervised process on this machine */
  readonly openBackend?: OpenBackend;
}

/**
 * Opens a backend for a problem and puts above it what is policy: which requests run at all (length, verdicts
 * that are known), under which seed, and that a verification has a backend of its own. Rejects with a
 * `GalapagosError` when the problem's scorer or output schema cannot be used, or the level it needs is not
 * available here.
 */
export async function createEvaluator(options: EvaluatorOptions): Promise<Evaluator> {
  const {
    openBackend = localBackend,
    onRestart = () => {},
    onSlow,
    onStarved,
    overrun = 1,
    unsafe = false,
  } = options;
  const problem = overrun === 1 ? options.problem : letRunOn(options.problem, overrun);
  const { timing, start } = problem.definition;
  refuseOddEntryPoint(problem);
  const settings = { problem, lanes: lanesOf(options), unsafe, onRestart, ...given({ onSlow, onStarved }) };
  const search = await openBackend(settings);
  const cache = createResultCache(options.cacheSize ?? 0);
  const verifier = createVerifier(() => openBackend({ ...settings, lanes: 1, fresh: true }));
  let jobs = 0;

  function verify(job: Job, isBrief: boolean, signal?: AbortSignal): Promise<Evaluation> {
    // of a construction that was gone on from, what counts is that it is there: it is made again as it was
    const seed = start ? job.seed : randomStream("verify", options.seed, job.seed).int(2 ** 32);
    return verifier.evaluate({ ...job, purpose: isBrief ? "search" : "verify", seed }, signal);
  }

  async function score(job: Job, signal?: AbortSignal): Promise<Evaluation> {
    // a measurement is an event, not a fact about the program
    if (timing || job.detailed) return search.evaluate(job, signal);
    const key = cache.key({ ...job, engine: search.facts.engine });
    const known = cache.get(key);
    if (known) return known;
    const evaluation = await search.evaluate(job, signal);
    cache.set(key, evaluation);
    return evaluation;
  }

  return {
    recorded: (request) => search.recorded?.(jobOf(0, problem, request)),
    async evaluate(request, signal) {
      const { level, engine } = search.facts;
      const tooLong = sourceTooLong(request.source);
      if (tooLong) return failedEvaluation(tooLong, { durationMs: 0, level, engine });
      const job = jobOf(++jobs, problem, request);
      return job.purpose === "verify" ? verify(job, request.isBrief === true, signal) : score(job, signal);
    },
    facts: () => search.facts,
    async close() {
      await Promise.all([search.close(), verifier.close()]);
    },
  };
}

/** A request as the job that it becomes. */
function jobOf(id: number, { version }: Problem, request: EvaluationRequest): Job {
  const { source, seed, purpose = "search", baseline = null, detailed = false } = request;
  const { order, answers } = request;
  return {
    ...{ id, problem: version, source, seed, purpose, baseline },
    ...given({ order, answers }),
    ...(detailed && { detailed }),
  };
}

/** The problem with programs that run on beyond their fuel, where the engine counts it. */
function letRunOn(problem: Problem, overrun: number): Problem {
  const { definition } = problem;
  const { units = null } = computeOf(definition) ?? {};
  if (units === null) return problem;
  return { ...problem, definition: { ...definition, limits: { ...definition.limits, overrun } } };
}

function refuseOddEntryPoint({ folder, definition }: Problem): void {
  const { entryPoint } = definition;
  if (contractOf(definition) !== "function" || /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(entryPoint))
    return;
  throw new GalapagosError(
    `${folder}: expected "entryPoint" to be a name, got ${JSON.stringify(entryPoint)}`,
    {
      code: "evaluate/entry-point",
      hint: 'Write for example "entryPoint": "solve".',
    },
  );
}

function lanesOf({ problem, lanes }: EvaluatorOptions): number {
  const cores = availableParallelism();
  // programs that are measured must not wait for each other
  return Math.max(1, Math.floor(lanes ?? (problem.definition.timing ? cores / 2 : cores)));
}
