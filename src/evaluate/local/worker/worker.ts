import { readlinkSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { GalapagosError, keepCompiled, packError } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { HOST_ERRORS, type LaneMessage, type LaneReply, type LaneTask } from "../protocol.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { sandboxFor } from "../../sandbox/registry.ts";
import { canaryAnswersRight } from "./canary.ts";
import { createJudge, type Judge } from "./judge.ts";
import { createLane } from "./lane.ts";
import { compilerOf } from "./prepare.ts";
import { type LoadedScorer, loadScorer, type ScorerEnvironment } from "./load-scorer.ts";

/** The data that the evaluator process hands to each thread of its pool. */
export interface LaneData {
  readonly problem: Problem;
  /** The findings of the kind of sandbox, for its threads. */
  readonly setup: unknown;
  /** Environment of a scorer that is a process of its own. */
  readonly environment: ScorerEnvironment;
}

const { problem, setup, environment } = workerData as LaneData;

async function setUp() {
  const kind = sandboxFor(problem);
  const sandbox = await kind.open(problem, setup);
  const scorer = await loadScorer(problem, environment);
  const judgeOf = judges(sandbox, scorer);
  const canary = (): Promise<boolean> => canaryAnswersRight(sandbox, compilerOf(problem.definition));
  if (kind.needsCanary && !(await canary())) {
    throw new GalapagosError("the engine does not answer as known", { code: "evaluate/engine" });
  }
  const post = (message: LaneMessage): void => parentPort?.postMessage(message);
  return {
    sandbox,
    run: createLane({
      judgeOf,
      sandbox: closedWith(sandbox, scorer),
      holdMs: kind.times.hold,
      canary,
      thread: kernelThread(),
      post,
    }),
  };
}

/** A sandbox that takes the scorer along when it is closed. */
function closedWith(sandbox: Sandbox, scorer: LoadedScorer): Sandbox {
  return {
    ...sandbox,
    async close() {
      scorer.close();
      await sandbox.close();
    },
  };
}

/** Finds the judge of a task's problem: the last one, or a new one where the inputs have changed. */
function judges(sandbox: Sandbox, scorer: LoadedScorer): (task: LaneTask) => Judge {
  let current = { version: problem.version, judge: createJudge(problem, sandbox, scorer) };
  return ({ problem: shared }) => {
    if (shared !== null && shared.version !== current.version) {
      const next = JSON.parse(Buffer.from(shared.text).toString("utf8")) as Problem;
      current = { version: shared.version, judge: createJudge(next, sandbox, scorer) };
    }
    return current.judge;
  };
}

/** The kernel's id of this thread, by which the host reads its CPU time. */
function kernelThread(): number {
  try {
    return Number(readlinkSync("/proc/thread-self").split("/").at(-1));
  } catch {
    return 0;
  }
}

const ready = setUp()
  .finally(keepCompiled)
  .catch((error: unknown): LaneReply => {
    return { type: "unusable", error: packError(error, HOST_ERRORS.unknown) };
  });

/** The pool's task: a batch of candidates, or none, which asks for the engine's facts or the set-up error. */
export default async function runTask(task: LaneTask): Promise<LaneReply> {
  const lane = await ready;
  if ("type" in lane) return lane;
  const { level, engine } = lane.sandbox;
  if (task.jobs.length === 0) return { type: "facts", level, engine };
  return lane.run(task);
}
