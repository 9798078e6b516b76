import { parentPort, workerData } from "node:worker_threads";
import { GalapagosError } from "../../core/index.ts";
import type { Problem } from "../../problem/definition.ts";
import { type LaneMessage, type LaneReply, type LaneTask, PROGRESS, type Unusable } from "../protocol.ts";
import { createQuickJSSandbox } from "../sandbox/quickjs.ts";
import { createJudge } from "./judge.ts";
import { loadScorer } from "./scorer.ts";

/** What the evaluator process hands to each thread of its pool. */
export interface LaneData {
  readonly problem: Problem;
  readonly wasm: WebAssembly.Module | null;
}

/** A thread is replaced after this many candidates, whatever it looks like. */
const LIFETIME = 10_000;

const { problem, wasm } = workerData as LaneData;

async function setUp() {
  if (wasm === null) throw new GalapagosError("the engine was not compiled", { code: "evaluate/engine" });
  const sandbox = await createQuickJSSandbox(wasm, problem.definition.limits);
  const judge = createJudge(problem, sandbox, await loadScorer(problem));
  return { sandbox, judge };
}

const ready = setUp().catch((error: unknown): Unusable => {
  if (error instanceof GalapagosError) {
    return { type: "unusable", message: error.message, code: error.code, hint: error.hint };
  }
  return { type: "unusable", message: String(error), code: "evaluate/engine", hint: undefined };
});

const post = (message: LaneMessage): void => parentPort?.postMessage(message);
let judged = 0;
let born: number | undefined;

/**
 * A task of the pool: judges a batch of candidates, one after the other, and posts each verdict when it is there. An
 * empty batch answers with the engine's facts, or with the set-up error. A thread that has served its time asks to be
 * replaced, and never answers: the task's abort ends it.
 */
export default async function runTask(task: LaneTask): Promise<LaneReply> {
  const lane = await ready;
  born ??= task.generation;
  if ("type" in lane) return lane;
  if (task.items.length === 0)
    return { type: "facts", level: lane.sandbox.level, engine: lane.sandbox.engine };
  const progress = new Int32Array(task.progress);
  for (const [index, item] of task.items.entries()) {
    Atomics.store(progress, PROGRESS.item, index + 1);
    const evaluation = await lane.judge.judge(item, (phase) => {
      Atomics.store(progress, PROGRESS.scoring, phase === "scorer" ? 1 : 0);
      Atomics.add(progress, PROGRESS.beat, 1);
    });
    post({ type: "verdict", id: item.id, evaluation });
  }
  judged += task.items.length;
  if (judged < LIFETIME && born === task.generation) return { type: "done" };
  await lane.sandbox.close();
  post({ type: "retire", task: task.task });
  return new Promise<never>(() => {});
}
