import type { Evaluation } from "../../core/index.ts";
import { failedEvaluation, failure } from "../failures.ts";
import { type LaneMessage, type LaneReply, type LaneTask, PROGRESS } from "../protocol.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { Judge } from "./judge.ts";

/** A thread is replaced after this many candidates, whatever it looks like. */
const LIFETIME = 10_000;
/** Verdicts wait at most about this long for their canary, milliseconds. */
const HOLD_MS = 8;

/** What a lane is made of. */
export interface LaneParts {
  readonly judge: Judge;
  readonly sandbox: Sandbox;
  /** Runs the known-answer program; `false` discards the lane. */
  readonly canary: () => Promise<boolean>;
  readonly post: (message: LaneMessage) => void;
}

/**
 * One thread of the pool at work: judges the candidates of a task one after the other. Verdicts are held until a canary
 * proves that the lane still answers right, at the latest every few milliseconds and at the end of the task. When it does
 * not, what came after the last good canary is thrown away here and judged again elsewhere, and the lane asks to be
 * replaced. It also does so after its lifetime, and when its judge broke. The returned promise then never settles: the
 * abort of the task ends the thread.
 */
export function createLane({
  judge,
  sandbox,
  canary,
  post,
}: LaneParts): (task: LaneTask) => Promise<LaneReply> {
  let judged = 0;
  let born: number | undefined;

  return async function runTask(task) {
    born ??= task.generation;
    const progress = new Int32Array(task.progress);
    let held: (readonly [id: number, evaluation: Evaluation])[] = [];
    let heldSince = 0;
    const retire = async (reason: string): Promise<never> => {
      await sandbox.close();
      post({ type: "retire", task: task.task, reason });
      return new Promise<never>(() => {});
    };

    for (const [index, item] of task.items.entries()) {
      if (held.length === 0) heldSince = performance.now();
      Atomics.store(progress, PROGRESS.item, index + 1);
      try {
        const evaluation = await judge.judge(item, (phase) => {
          Atomics.store(progress, PROGRESS.scoring, phase === "scorer" ? 1 : 0);
          Atomics.add(progress, PROGRESS.beat, 1);
        });
        held.push([item.id, evaluation]);
      } catch (error) {
        const why = failure(
          "error",
          "crash",
          `the engine broke: ${error instanceof Error ? error.message : error}`,
        );
        const facts = {
          durationMs: performance.now() - heldSince,
          level: sandbox.level,
          engine: sandbox.engine,
        };
        post({ type: "verdicts", verdicts: [[item.id, failedEvaluation(why, facts)]] });
        return retire("");
      }
      judged++;
      const last = index === task.items.length - 1;
      if (!last && !judge.spent() && performance.now() - heldSince < HOLD_MS) continue;
      Atomics.add(progress, PROGRESS.beat, 1);
      if (judge.spent()) {
        // The lane goes anyway, and its stripper can no longer run the canary.
        post({ type: "verdicts", verdicts: held.slice(-1) });
        return retire("");
      }
      if (!(await canary())) return retire("a canary was not judged as known: the lane was damaged");
      post({ type: "verdicts", verdicts: held });
      held = [];
    }
    if (judged >= LIFETIME || born !== task.generation) return retire("");
    return { type: "done" };
  };
}
