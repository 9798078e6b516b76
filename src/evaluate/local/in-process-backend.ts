import type { Evaluation } from "../../core/index.ts";
import type { Backend, BackendSettings } from "../backend.ts";
import type { Job } from "../job.ts";
import { defaultSearchPath } from "../sandbox/bubblewrap.ts";
import { prepareSandbox, sandboxFor } from "../sandbox/registry.ts";
import { scorerEnvironment } from "../scorer-environment.ts";
import { Supervisor } from "./supervisor.ts";
import { createJudge } from "./worker/judge.ts";
import { loadScorer } from "./worker/load-scorer.ts";

/**
 * A backend for debuggers: the scorer runs in this very thread, so that a breakpoint in the evaluator stops,
 * and nothing ends it for having stood still. Programs stay in their sandbox, which ends them by its own
 * means; jobs are carried out one after the other. For a person at work on a problem, never for runs: nothing
 * supervises it.
 */
export async function inProcessBackend({ problem, unsafe }: BackendSettings): Promise<Backend> {
  const { setup, warnings } = await prepareSandbox(problem, { unsafe, searchPath: defaultSearchPath() });
  const scorer = await loadScorer(problem, scorerEnvironment(problem, process.env));
  const sandbox = await sandboxFor(problem).open(problem, setup);
  const judge = createJudge(problem, sandbox, scorer);
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const carryOut = async (job: Job, signal: AbortSignal | undefined): Promise<Evaluation> => {
    signal?.throwIfAborted();
    if (isClosed) throw Supervisor.closed();
    return judge.judge(job, () => {});
  };
  return {
    facts: { level: sandbox.level, engine: sandbox.engine, lanes: 1, warnings },
    evaluate(job, signal) {
      const verdict = last.then(() => carryOut(job, signal));
      last = verdict.catch(() => {});
      return verdict;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await last;
      scorer.close();
      await sandbox.close();
    },
  };
}
