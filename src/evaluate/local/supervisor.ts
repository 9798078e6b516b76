import { type Evaluation, GalapagosError } from "../../core/index.ts";
import type { EvaluatorFacts } from "../evaluator.ts";
import { failedEvaluation, failure } from "../failures.ts";
import type { HostSettings, WorkItem } from "../protocol.ts";
import { type HostProcess, startHost } from "./host-process.ts";

/** Candidates in the process per lane: enough to fill batches, few enough to requeue cheaply. */
const WINDOW_PER_LANE = 64;
/** Restarts in a row without a single verdict after which the evaluator gives up. */
const MAX_RESTARTS = 5;

/** Work as the supervisor takes it; it adds the number. */
export type Work = Omit<WorkItem, "id">;

/** Keeps one evaluator process alive and busy. */
export interface Supervisor {
  readonly facts: EvaluatorFacts;
  evaluate(work: Work, signal?: AbortSignal): Promise<Evaluation>;
  close(): Promise<void>;
}

interface Pending {
  readonly item: WorkItem;
  readonly resolve: (evaluation: Evaluation) => void;
  readonly reject: (error: unknown) => void;
  readonly signal: AbortSignal | undefined;
  /** Process deaths that this item was there for. */
  deaths: number;
}

/**
 * Owns an evaluator process: sends work in groups, and when the process dies starts a new one. Work that was inside is
 * suspect: it is tried again one by one, so that the innocent get their verdicts and only an item that kills the process
 * twice, the second time alone, is recorded as `killed`.
 */
export async function createSupervisor(
  settings: HostSettings,
  onRestart: (reason: string) => void,
): Promise<Supervisor> {
  const waiting: Pending[] = [];
  const inside = new Map<number, Pending>();
  let suspects: Pending[] = [];
  let numbers = 0;
  let restarts = 0;
  let closed = false;
  let scheduled = false;
  let host: HostProcess | null = null;
  const events = { died, replaced: onRestart };
  host = await startHost(settings, events);
  const { facts } = host;

  function receive(entry: Pending, evaluation: Evaluation): void {
    if (inside.get(entry.item.id) !== entry) return;
    restarts = 0;
    inside.delete(entry.item.id);
    entry.resolve(evaluation);
    schedule();
  }

  function refuse(entry: Pending, error: unknown): void {
    // what was inside when the process died is tried again
    if (error instanceof GalapagosError && error.code === "evaluate/gone") return;
    if (inside.delete(entry.item.id)) entry.reject(error);
  }

  function schedule(): void {
    if (scheduled || closed) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  }

  function flush(): void {
    if (!host || closed) return;
    const { port } = host;
    const enter = (entry: Pending): void => {
      inside.set(entry.item.id, entry);
      port.call("evaluate", entry.item, entry.signal).then(
        (evaluation) => receive(entry, evaluation),
        (error: unknown) => refuse(entry, error),
      );
    };
    if (suspects.length > 0) {
      const next = inside.size === 0 ? suspects.shift() : undefined;
      if (next) enter(next);
    } else {
      const room = settings.lanes * WINDOW_PER_LANE - inside.size;
      for (const entry of waiting.splice(0, room)) enter(entry);
    }
  }

  function died(reason: string): void {
    host = null;
    if (closed) return;
    const alone = inside.size === 1;
    const again: Pending[] = [];
    for (const entry of inside.values()) {
      entry.deaths++;
      if (alone && entry.deaths > 1) {
        const why = failure(
          "error",
          "killed",
          `the evaluator process died twice while it ran this program: ${reason}`,
        );
        entry.resolve(failedEvaluation(why, { durationMs: 0, level: facts.level, engine: facts.engine }));
      } else again.push(entry);
    }
    inside.clear();
    suspects = [...again, ...suspects];
    onRestart(reason);
    restart(reason);
  }

  function restart(reason: string): void {
    if (++restarts > MAX_RESTARTS) {
      giveUp(
        new GalapagosError(`the evaluator process keeps dying: ${reason}`, {
          code: "evaluate/dead",
          exitCode: 1,
        }),
      );
      return;
    }
    startHost(settings, events).then(
      (started) => {
        if (closed) {
          void started.kill();
          return;
        }
        host = started;
        schedule();
      },
      (error: unknown) => {
        if (!closed) restart(error instanceof Error ? error.message : String(error));
      },
    );
  }

  function giveUp(error: GalapagosError): void {
    closed = true;
    for (const entry of [...inside.values(), ...suspects, ...waiting]) entry.reject(error);
    inside.clear();
    suspects = [];
    waiting.length = 0;
  }

  function cancel(entry: Pending): void {
    for (const list of [waiting, suspects]) {
      const place = list.indexOf(entry);
      if (place >= 0) list.splice(place, 1);
    }
    inside.delete(entry.item.id);
    schedule();
  }

  return {
    facts,
    evaluate(work, signal) {
      if (closed) return Promise.reject(closedError());
      signal?.throwIfAborted();
      return new Promise<Evaluation>((resolve, reject) => {
        const onAbort = (): void => {
          cancel(entry);
          reject(signal?.reason);
        };
        const entry: Pending = {
          item: { id: ++numbers, ...work },
          resolve(evaluation) {
            signal?.removeEventListener("abort", onAbort);
            resolve(evaluation);
          },
          reject(error) {
            signal?.removeEventListener("abort", onAbort);
            reject(error);
          },
          signal,
          deaths: 0,
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        waiting.push(entry);
        schedule();
      });
    },
    async close() {
      if (!closed) giveUp(closedError());
      await host?.kill();
      host = null;
    },
  };
}

function closedError(): GalapagosError {
  return new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: 1 });
}
