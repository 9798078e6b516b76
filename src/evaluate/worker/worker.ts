import { parentPort, workerData } from "node:worker_threads";
import { GalapagosError } from "../../core/index.ts";
import type { Problem } from "../../problem/definition.ts";
import type { LaneReply, LaneTask, Unusable } from "../protocol.ts";
import { createQuickJSSandbox } from "../sandbox/quickjs.ts";
import { canaryAnswersRight } from "./canary.ts";
import { createJudge } from "./judge.ts";
import { createLane } from "./lane.ts";
import { loadScorer } from "./scorer.ts";

/** What the evaluator process hands to each thread of its pool. */
export interface LaneData {
  readonly problem: Problem;
  readonly wasm: WebAssembly.Module | null;
}

const { problem, wasm } = workerData as LaneData;

async function setUp() {
  if (wasm === null) throw new GalapagosError("the engine was not compiled", { code: "evaluate/engine" });
  const sandbox = await createQuickJSSandbox(wasm, problem.definition.limits);
  const judge = createJudge(problem, sandbox, await loadScorer(problem));
  const canary = (): Promise<boolean> => canaryAnswersRight(sandbox, problem.definition.language);
  if (!(await canary()))
    throw new GalapagosError("the engine does not answer as known", { code: "evaluate/engine" });
  return {
    sandbox,
    run: createLane({ judge, sandbox, canary, post: (message) => parentPort?.postMessage(message) }),
  };
}

const ready = setUp().catch((error: unknown): Unusable => {
  if (error instanceof GalapagosError) {
    return { type: "unusable", message: error.message, code: error.code, hint: error.hint };
  }
  return { type: "unusable", message: String(error), code: "evaluate/engine", hint: undefined };
});

/** The pool's task: a batch of candidates, or none, which asks for the engine's facts or the set-up error. */
export default async function runTask(task: LaneTask): Promise<LaneReply> {
  const lane = await ready;
  if ("type" in lane) return lane;
  if (task.items.length === 0)
    return { type: "facts", level: lane.sandbox.level, engine: lane.sandbox.engine };
  return lane.run(task);
}
