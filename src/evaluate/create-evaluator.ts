import { availableParallelism } from "node:os";
import { type Evaluation, GalapagosError } from "../core/index.ts";
import type { Problem } from "../problem/definition.ts";
import type { Evaluator } from "./evaluator.ts";
import { createSupervisor } from "./main/supervisor.ts";

/** How candidates of one problem are scored. */
export interface EvaluatorOptions {
  readonly problem: Problem;
  /** The run's seed: fresh seeds of verifications derive from it. */
  readonly seed: string | number;
  /** Threads in the pool. @defaultValue the cores this process may use */
  readonly lanes?: number;
  /** Told when the evaluator process died and is being replaced. */
  readonly onRestart?: (reason: string) => void;
}

/**
 * Starts the supervised evaluator process for a problem and waits until it can judge. Rejects with a `GalapagosError` when
 * the problem's scorer or output schema cannot be used, or the level it needs is not available here.
 */
export async function createEvaluator(options: EvaluatorOptions): Promise<Evaluator> {
  const { problem, onRestart = () => {} } = options;
  const { entryPoint, engine } = problem.definition;
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(entryPoint)) {
    throw new GalapagosError(
      `${problem.folder}: expected "entryPoint" to be a name, got ${JSON.stringify(entryPoint)}`,
      {
        code: "evaluate/entry-point",
        hint: 'Write for example "entryPoint": "solve".',
      },
    );
  }
  if (engine !== "quickjs") {
    throw new GalapagosError(`${problem.folder}: engine ${engine} is not available`, {
      code: "evaluate/level",
    });
  }
  const lanes = Math.max(1, Math.floor(options.lanes ?? availableParallelism()));
  const settings = { problem, lanes };
  const search = await createSupervisor(settings, onRestart);

  /** Verifications use a process of their own, so that nothing a search left behind can reach them. */
  async function verify(work: { source: string; seed: number }, signal?: AbortSignal): Promise<Evaluation> {
    const fresh = await createSupervisor({ problem, lanes: 1 }, onRestart);
    try {
      return await fresh.evaluate({ ...work, verify: true }, signal);
    } finally {
      await fresh.close();
    }
  }

  return {
    evaluate({ source, seed, purpose = "search" }, signal) {
      return purpose === "verify"
        ? verify({ source, seed }, signal)
        : search.evaluate({ source, seed, verify: false }, signal);
    },
    facts: () => search.facts,
    close: () => search.close(),
  };
}
