import { availableParallelism } from "node:os";
import { type Evaluation, GalapagosError, given, randomStream } from "../core/index.ts";
import { contractOf } from "../language/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Backend, OpenBackend } from "./backend.ts";
import type { Evaluator } from "./evaluator.ts";
import { computeOf } from "./compute.ts";
import { failedEvaluation } from "./failures.ts";
import type { EvaluationPhase, Job } from "./job.ts";
import { localBackend } from "./local/local-backend.ts";
import { createResultCache } from "./result-cache.ts";
import { sourceTooLong } from "./source-size.ts";

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
  const { openBackend = localBackend, onRestart = () => {}, onSlow, overrun = 1 } = options;
  const problem = overrun === 1 ? options.problem : letRunOn(options.problem, overrun);
  refuseOddEntryPoint(problem);
  const { timing } = problem.definition;
  const { unsafe = false } = options;
  const settings = { problem, lanes: lanesOf(options), unsafe, onRestart, ...given({ onSlow }) };
  const search = await openBackend(settings);
  const cache = createResultCache(options.cacheSize ?? 0);
  const verifier = createVerifier(() => openBackend({ ...settings, lanes: 1, fresh: true }));
  let jobs = 0;

  const recorded: Evaluator["recorded"] = ({ source, seed, purpose = "search", baseline = null, answers }) =>
    search.recorded?.({
      ...{ id: 0, problem: problem.version, source, seed, purpose, baseline },
      ...given({ answers }),
    });

  return {
    recorded,
    async evaluate(request, signal) {
      const { source, seed, purpose = "search", baseline = null, detailed = false } = request;
      const { order, answers } = request;
      const tooLong = sourceTooLong(source);
      if (tooLong) {
        const { level, engine } = search.facts;
        return failedEvaluation(tooLong, { durationMs: 0, level, engine });
      }
      const job = {
        id: ++jobs,
        ...{ problem: problem.version, source, seed, purpose, baseline },
        ...given({ order, answers }),
        ...(detailed && { detailed }),
      };
      if (purpose === "verify") {
        // of a construction that was gone on from, what counts is that it is there: it is made again as it was
        const fresh = problem.definition.start
          ? seed
          : randomStream("verify", options.seed, seed).int(2 ** 32);
        const asked = request.isBrief === true ? "search" : purpose;
        return verifier.evaluate({ ...job, purpose: asked, seed: fresh }, signal);
      }
      // a measurement is an event, not a fact about the program
      if (timing || detailed) return search.evaluate(job, signal);
      const key = cache.key({
        source,
        problem: problem.version,
        engine: search.facts.engine,
        seed,
        baseline,
        ...given({ answers }),
      });
      const known = cache.get(key);
      if (known) return known;
      const evaluation = await search.evaluate(job, signal);
      cache.set(key, evaluation);
      return evaluation;
    },
    facts: () => search.facts,
    async close() {
      await Promise.all([search.close(), verifier.close()]);
    },
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

/**
 * Verifications have a backend of their own, one after the other, so that nothing a search left behind
 * reaches them.
 */
function createVerifier(open: () => Promise<Backend>): Pick<Backend, "evaluate" | "close"> {
  let last: Promise<unknown> = Promise.resolve();
  let current: Backend | null = null;
  let isClosed = false;
  const verify = async (job: Job, signal?: AbortSignal): Promise<Evaluation> => {
    if (isClosed)
      throw new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: 1 });
    signal?.throwIfAborted();
    current = await open();
    try {
      return await current.evaluate(job, signal);
    } finally {
      await current.close();
      current = null;
    }
  };
  return {
    evaluate(job, signal) {
      const verdict = last.then(() => verify(job, signal));
      last = verdict.catch(() => {});
      return verdict;
    },
    async close() {
      isClosed = true;
      await current?.close();
      await last;
    },
  };
}
