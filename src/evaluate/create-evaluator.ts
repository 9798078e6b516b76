import { availableParallelism } from "node:os";
import { type Evaluation, GalapagosError, randomStream } from "../core/index.ts";
import { contractOf } from "../language/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Evaluator } from "./evaluator.ts";
import { failedEvaluation } from "./failures.ts";
import { createResultCache } from "./local/result-cache.ts";
import { createSupervisor, type Supervisor, type Work } from "./local/supervisor.ts";
import { defaultSearchPath } from "./sandbox/bubblewrap.ts";
import { sourceTooLong } from "./source-size.ts";

/** How candidates of one problem are scored. */
export interface EvaluatorOptions {
  readonly problem: Problem;
  /** The run's seed: fresh seeds of verifications derive from it. */
  readonly seed: string | number;
  /** Threads in the pool. @defaultValue the cores this process may use; half of them where run time is the objective */
  readonly lanes?: number;
  /** Let commands (sandbox level 3) run where bubblewrap is missing: only for programs you trust. @defaultValue false */
  readonly unsafe?: boolean;
  /** Verdicts kept in memory; an equal request is then answered at once. @defaultValue 0: everything runs */
  readonly cacheSize?: number;
  /** Told when the evaluator process died and is being replaced. */
  readonly onRestart?: (reason: string) => void;
}

/**
 * Starts the supervised evaluator process for a problem and waits until it can judge. Rejects with a `GalapagosError` when
 * the problem's scorer or output schema cannot be used, or the level it needs is not available here.
 */
export async function createEvaluator(options: EvaluatorOptions): Promise<Evaluator> {
  const { problem, onRestart = () => {} } = options;
  const { entryPoint } = problem.definition;
  if (
    contractOf(problem.definition) === "function" &&
    !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(entryPoint)
  ) {
    throw new GalapagosError(
      `${problem.folder}: expected "entryPoint" to be a name, got ${JSON.stringify(entryPoint)}`,
      {
        code: "evaluate/entry-point",
        hint: 'Write for example "entryPoint": "solve".',
      },
    );
  }
  const { timing } = problem.definition;
  // programs that are measured must not wait for each other
  const cores = timing ? availableParallelism() / 2 : availableParallelism();
  const lanes = Math.max(1, Math.floor(options.lanes ?? cores));
  const settings = { problem, lanes, unsafe: options.unsafe ?? false, searchPath: defaultSearchPath() };
  const search = await createSupervisor(settings, onRestart);
  const cache = createResultCache(options.cacheSize ?? 0);
  let verifying: Promise<unknown> = Promise.resolve();
  let closed = false;
  let verifier: Supervisor | null = null;

  /** Verifications use a process of their own, one after the other, so that nothing a search left behind reaches them. */
  async function verify(work: Work, signal?: AbortSignal): Promise<Evaluation> {
    if (closed) throw new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: 1 });
    signal?.throwIfAborted();
    verifier = await createSupervisor({ ...settings, lanes: 1 }, onRestart);
    try {
      return await verifier.evaluate(work, signal);
    } finally {
      await verifier.close();
      verifier = null;
    }
  }

  return {
    async evaluate({ source, seed, purpose = "search", baseline = null }, signal) {
      const tooLong = sourceTooLong(source);
      if (tooLong) {
        const { level, engine } = search.facts;
        return failedEvaluation(tooLong, { durationMs: 0, level, engine });
      }
      if (purpose === "verify") {
        const fresh = randomStream("verify", options.seed, seed).int(2 ** 32);
        const result = verifying.then(() => verify({ source, seed: fresh, verify: true, baseline }, signal));
        verifying = result.catch(() => {});
        return result;
      }
      const work = { source, seed, verify: false, baseline };
      // a measurement is an event, not a fact about the program
      if (timing) return search.evaluate(work, signal);
      const key = cache.key(source, problem.version, search.facts.engine, seed);
      const known = cache.get(key);
      if (known) return known;
      const evaluation = await search.evaluate(work, signal);
      cache.set(key, evaluation);
      return evaluation;
    },
    facts: () => search.facts,
    async close() {
      closed = true;
      await Promise.all([search.close(), verifier?.close()]);
      await verifying;
    },
  };
}
