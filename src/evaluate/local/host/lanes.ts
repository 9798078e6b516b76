import { Piscina } from "piscina";
import { type Evaluation, type SandboxLevel, siblingModule, unpackError } from "../../../core/index.ts";
import { type Failure, failedEvaluation, failure, isDoubtful } from "../../failures.ts";
import { type LaneMessage, type LaneReply, type LaneTask, PROGRESS, type WorkItem } from "../../protocol.ts";
import { isBusy, PATIENCE, threadCpuMs } from "../../sandbox/process-tree.ts";
import type { LaneData } from "../worker/worker.ts";

/** Most candidates per task of the pool. */
const MAX_BATCH = 32;
/** A batch should take about this long, so that lanes stay balanced and canaries are few; milliseconds. */
const BATCH_MS = { 0: 8, 1: 8, 2: 100, 3: 30 } as const;
/** How often the lanes' progress is looked at, milliseconds. */
const LOOK_MS = 5;
/**
 * Time that a candidate gets after its deadline to be stopped from inside, milliseconds. Levels 2 and 3 kill their own
 * processes and may have to start one first.
 */
const GRACE_MS = { 0: 10, 1: 10, 2: 30_000, 3: 5_000 } as const;
/** The scorer is the user's own code; it gets this long, milliseconds. */
const SCORER_MS = 60_000;
/** How often the process's memory is looked at, milliseconds; and what it may hold per lane beyond the candidates', MiB. */
const MEMORY_LOOK_MS = 5_000;
const LANE_MB = 256;
/** A thread that has not begun its task after this long will not come up, milliseconds. */
const START_MS = 30_000;

/** The evaluator process's view of its pool. */
export interface Lanes {
  /** Waits until a thread works; tells the engine. Rejects with the reason why it cannot be used. */
  start(): Promise<LaneFacts>;
  judge(item: WorkItem, signal: AbortSignal): Promise<Evaluation>;
}

/** What every thread of the pool is. */
export interface LaneFacts {
  readonly level: SandboxLevel;
  readonly engine: string;
}

/** What the pool tells. */
export interface LaneEvents {
  /** The process must end because its pool does not come up. */
  dead(reason: string): void;
  /** A thread was replaced for a reason that people should know. */
  replaced(reason: string): void;
}

/** A candidate that waits for its verdict. */
interface Pending {
  readonly item: WorkItem;
  readonly resolve: (evaluation: Evaluation) => void;
}

/** A task in the pool. */
interface Running {
  readonly number: number;
  readonly items: readonly WorkItem[];
  readonly progress: Int32Array;
  readonly abort: AbortController;
  readonly begun: number;
  /** A candidate was seen to run. */
  started: boolean;
  beat: number;
  beatAt: number;
  /** The thread's CPU time when half of the deadline had passed, to tell busy from starved. */
  halfway: { readonly cpuMs: number } | null;
  busy: boolean;
  ending: "retire" | "wall" | "scorer-wall" | null;
}

/**
 * The piscina pool in which candidates are judged. Cuts the queue into tasks of 1 to 32 candidates, watches the progress of
 * each, aborts the thread of a candidate that passed its deadline, and puts the innocent of that batch back into the
 * queue. A verdict of the clock or a crash is retried once alone, with all other lanes idle, before it counts.
 */
export function createLanes(data: LaneData, lanes: number, events: LaneEvents): Lanes {
  const { limits } = data.problem.definition;
  const { deadlineMs } = limits;
  const pool = new Piscina<LaneTask, LaneReply>({
    filename: siblingModule(import.meta.url, "../worker/worker").href,
    minThreads: lanes,
    maxThreads: lanes,
    concurrentTasksPerWorker: 1,
    idleTimeout: Infinity,
    workerData: data,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  });
  const pending = new Map<number, Pending>();
  let queue: WorkItem[] = [];
  const suspects: WorkItem[] = [];
  const suspected = new Set<number>();
  const running = new Map<number, Running>();
  let facts: LaneFacts = { level: 1, engine: "unknown" };
  let tasks = 0;
  let generation = 0;
  let itemMs = 0;

  pool.on("message", (message: LaneMessage) => {
    if (message.type === "verdicts") for (const [id, evaluation] of message.verdicts) settle(id, evaluation);
    else {
      if (message.reason !== "") events.replaced(message.reason);
      stop(running.get(message.task), "retire");
    }
  });
  pool.on("error", () => {});

  function settle(id: number, evaluation: Evaluation): void {
    const waiting = pending.get(id);
    if (!waiting) return;
    if (isDoubtful(evaluation.kind) && !suspected.has(id)) {
      suspected.add(id);
      suspects.push(waiting.item);
      return;
    }
    pending.delete(id);
    suspected.delete(id);
    waiting.resolve(evaluation);
  }

  function stop(task: Running | undefined, ending: NonNullable<Running["ending"]>): void {
    if (!task || task.ending) return;
    task.ending = ending;
    task.abort.abort();
  }

  function pump(): void {
    const suspect = suspects[0];
    if (suspect) {
      if (running.size > 0) return;
      suspects.shift();
      if (pending.has(suspect.id)) launch([suspect]);
      else pump();
      return;
    }
    while (running.size < lanes && queue.length > 0) {
      const fair = Math.ceil(queue.length / (lanes - running.size));
      const quick = itemMs === 0 ? 1 : Math.round(BATCH_MS[facts.level] / itemMs);
      const size = Math.max(1, Math.min(MAX_BATCH, fair, quick));
      const items = queue.splice(0, size).filter((item) => pending.has(item.id));
      if (items.length > 0) launch(items);
    }
  }

  function launch(items: readonly WorkItem[]): void {
    const buffer = new SharedArrayBuffer(4 * PROGRESS.size);
    const now = performance.now();
    const task: Running = {
      number: ++tasks,
      items,
      progress: new Int32Array(buffer),
      abort: new AbortController(),
      begun: now,
      started: false,
      beat: 0,
      beatAt: now,
      halfway: null,
      busy: false,
      ending: null,
    };
    running.set(task.number, task);
    pool
      .run({ task: task.number, generation, items, progress: buffer }, { signal: task.abort.signal })
      .then(
        () => finished(task),
        (error: unknown) => broken(task, error),
      )
      .then(pump);
  }

  function finished(task: Running): void {
    running.delete(task.number);
    const each = (performance.now() - task.begun) / task.items.length;
    itemMs = itemMs === 0 ? each : itemMs + 0.2 * (each - itemMs);
    requeueLost(task, 1000);
  }

  function broken(task: Running, error: unknown): void {
    running.delete(task.number);
    if (task.ending === "retire") {
      requeueLost(task, 0);
      return;
    }
    const guilty = task.items[(task.progress[PROGRESS.item] ?? 0) - 1];
    const back = task.items.filter((item) => item !== guilty && pending.has(item.id));
    queue = [...back, ...queue];
    if (!guilty) return;
    const durationMs = performance.now() - task.beatAt;
    const verdict = failedEvaluation(endFailure(task, error), { durationMs, ...facts });
    settle(guilty.id, verdict);
  }

  function endFailure({ ending, busy }: Running, error: unknown): Failure {
    if (ending === "scorer-wall") {
      return failure("timeout", "scorer-wall", `the scorer ran longer than ${SCORER_MS} ms`);
    }
    if (ending === "wall") {
      return failure(
        "timeout",
        busy ? "cpu" : "wall",
        `still running after ${deadlineMs} ms (limits.deadlineMs)`,
      );
    }
    return failure(
      "error",
      "crash",
      `the engine's thread ended: ${error instanceof Error ? error.message : error}`,
    );
  }

  /** Verdicts travel on another port than the end of their task; what has not come after a while was lost. */
  function requeueLost(task: Running, afterMs: number): void {
    const missing = () => task.items.filter((item) => pending.has(item.id) && !suspected.has(item.id));
    if (missing().length === 0) return;
    setTimeout(() => {
      queue = [...missing(), ...queue];
      pump();
    }, afterMs);
  }

  setInterval(() => {
    const now = performance.now();
    for (const task of running.values()) {
      const item = Atomics.load(task.progress, PROGRESS.item);
      const beat = Atomics.load(task.progress, PROGRESS.beat);
      if (item === 0) {
        if (now - task.beatAt > START_MS) events.dead("a thread of the pool does not start");
        continue;
      }
      if (beat !== task.beat || !task.started) {
        Object.assign(task, { started: true, beat, beatAt: now, halfway: null });
        continue;
      }
      const waited = now - task.beatAt;
      if (Atomics.load(task.progress, PROGRESS.scoring) === 1) {
        if (waited > SCORER_MS) stop(task, "scorer-wall");
        continue;
      }
      if (waited > deadlineMs / 2) task.halfway ??= { cpuMs: laneCpuMs(task) };
      const grace = GRACE_MS[facts.level];
      if (waited <= deadlineMs + grace) continue;
      task.busy = isBusy(2 * (laneCpuMs(task) - (task.halfway?.cpuMs ?? 0)), limits);
      if (task.busy || waited > (1 + PATIENCE) * deadlineMs + grace) stop(task, "wall");
    }
  }, LOOK_MS).unref();

  // Memory that a lane's engine never gives back goes with its thread: all retire after their next task.
  setInterval(() => {
    const most = (200 + lanes * (LANE_MB + 2 * limits.memoryMb)) * 2 ** 20;
    if (process.memoryUsage.rss() > most) generation++;
  }, MEMORY_LOOK_MS).unref();

  return {
    async start() {
      const reply = await pool.run({
        task: 0,
        generation,
        items: [],
        progress: new SharedArrayBuffer(4 * PROGRESS.size),
      });
      if (reply.type === "unusable") throw unpackError(reply.error);
      if (reply.type === "facts") facts = { level: reply.level, engine: reply.engine };
      return facts;
    },
    judge(item, signal) {
      return new Promise((resolve, reject) => {
        pending.set(item.id, { item, resolve });
        signal.addEventListener("abort", () => {
          pending.delete(item.id);
          reject(signal.reason);
        });
        // what one message brings is cut into batches together
        if (queue.push(item) === 1) queueMicrotask(pump);
      });
    },
  };
}

/** CPU time of the thread that runs a task, milliseconds. */
function laneCpuMs(task: Running): number {
  return threadCpuMs(task.progress[PROGRESS.thread] ?? 0);
}
