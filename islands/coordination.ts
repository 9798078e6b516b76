import type { MessagePort } from "node:worker_threads";
import {
  type CandidateId,
  type Evaluation,
  openPort,
  type Port,
  type RunEvent,
  threadWire,
} from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import { type CoordinatorService, ISLAND_ERRORS, type IslandService, type Stall } from "./protocol.ts";

/** Answer of a border that an island stands at: go on, or end for a reason. */
export type Gate = "open" | "limit" | "finish" | "drain";

/**
 * An island's side of its conversation with the coordinator: verdicts, events, borders, limits and the end.
 */
export class Coordination {
  /** Results this island may consume in all. */
  limit: number;
  /** Aborted when what is still being proposed is not wanted any more. */
  readonly draining = new AbortController();
  private readonly coordinator: Port<CoordinatorService>;
  private readonly consumed: () => number;
  private openEpoch = 0;
  private finished = false;
  private paused = false;
  private wake: PromiseWithResolvers<void> = Promise.withResolvers<void>();

  /** @param consumed - tells how many results the island has consumed, for the answer to a pause */
  constructor(port: MessagePort, limit: number, consumed: () => number) {
    this.limit = limit;
    this.consumed = consumed;
    this.coordinator = openPort(threadWire(port), { ...ISLAND_ERRORS, serves: this.service() });
  }

  /**
   * Asks the coordinator for a verdict. Rejects only when the evaluator cannot work at all.
   *
   * @param baseline - whom run time is measured against, where it counts
   * @param step - of the child; `null` for a trial
   */
  evaluate(source: string, baseline: Baseline | null, step: number | null): Promise<Evaluation> {
    return this.coordinator.call("evaluate", { source, baseline, step });
  }

  /** Reports an event. */
  emit(event: RunEvent): void {
    this.coordinator.tell("event", event);
  }

  /** Asks for the end of the run; a drain follows. */
  stall(stall: Stall): void {
    this.coordinator.tell("stalled", stall);
  }

  /** Says that this island's border record is in the store. */
  arrive(epoch: number, best: { id: CandidateId; score: number } | null): void {
    this.coordinator.tell("arrived", { epoch, best });
  }

  /**
   * Waits until every island has arrived at this border, or the run ends here. A limit of as many results as
   * the island has ends it too: islands with a smaller share may never come.
   */
  border(epoch: number): Promise<Gate> {
    return this.until(() => {
      if (this.finished) return "finish";
      if (this.openEpoch >= epoch) return "open";
      return this.consumed() >= this.limit ? "limit" : undefined;
    });
  }

  /**
   * Waits until `ready` gives a value and the island is not paused; `drain` when it is to leave first. A
   * promise race per step would leave a reaction behind on the long-lived promise each time, so one bell
   * rings for everything.
   */
  async until<T>(ready: () => T | undefined): Promise<T | "drain"> {
    for (;;) {
      if (this.draining.signal.aborted) return "drain";
      if (!this.paused) {
        const value = ready();
        if (value !== undefined) return value;
      }
      await this.wake.promise;
    }
  }

  /** Wakes whoever waits, to look again. */
  ring(): void {
    const { resolve } = this.wake;
    this.wake = Promise.withResolvers<void>();
    resolve();
  }

  /** Resolves when the bell rings next. */
  rung(): Promise<void> {
    return this.wake.promise;
  }

  /** Says goodbye, with the results consumed, and stops listening, so that the thread may end. */
  close(consumed: number): void {
    this.coordinator.tell("left", consumed);
    this.coordinator.close();
  }

  private service(): IslandService {
    return {
      open: (epoch) => {
        this.openEpoch = Math.max(this.openEpoch, epoch);
        this.ring();
      },
      finish: () => {
        this.finished = true;
        this.ring();
      },
      pause: () => {
        this.paused = true;
        return this.consumed();
      },
      limit: (limit) => {
        this.limit = limit;
        this.paused = false;
        this.ring();
      },
      drain: () => {
        this.draining.abort();
        this.ring();
      },
    };
  }
}
