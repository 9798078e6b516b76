import type { MessagePort } from "node:worker_threads";
import type { CandidateId, Evaluation, RunEvent } from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import { errorOf } from "./failure.ts";
import type { FromIsland, Stall, ToIsland } from "./protocol.ts";

/** What the loop learns at a gate: go on, or end for a reason. */
export type Gate = "open" | "limit" | "finish" | "drain";

/** The island's side of its conversation with the coordinator. */
export class Link {
  /** Results this island may consume in all. */
  limit: number;
  /** Aborted when what is still being proposed is not wanted any more. */
  readonly draining = new AbortController();
  private readonly port: MessagePort;
  private readonly consumed: () => number;
  private readonly waiting = new Map<number, PromiseWithResolvers<Evaluation>>();
  private events: RunEvent[] = [];
  private outbox: FromIsland[] = [];
  private flushing = false;
  private ticket = 0;
  private openEpoch = 0;
  private finished = false;
  private paused = false;
  private wake: PromiseWithResolvers<void> = Promise.withResolvers<void>();

  /** @param consumed - tells how many results the island has consumed, for the answer to a pause */
  constructor(port: MessagePort, limit: number, consumed: () => number) {
    this.port = port;
    this.limit = limit;
    this.consumed = consumed;
    port.on("message", (messages: readonly ToIsland[]) => {
      for (const message of messages) this.receive(message);
    });
  }

  /**
   * Asks the coordinator for a verdict. Rejects only when the evaluator cannot work at all.
   *
   * @param baseline - whom run time is measured against, where it counts
   */
  evaluate(source: string, baseline: Baseline | null): Promise<Evaluation> {
    const ticket = this.ticket++;
    const answer = Promise.withResolvers<Evaluation>();
    this.waiting.set(ticket, answer);
    this.send({ type: "evaluate", ticket, source, baseline });
    return answer.promise;
  }

  /** Reports an event. */
  emit(event: RunEvent): void {
    this.events.push(event);
    this.flushSoon();
  }

  /** Sends what is still waiting. */
  flush(): void {
    this.flushing = false;
    if (this.events.length > 0) this.outbox.push({ type: "events", events: this.events });
    if (this.outbox.length > 0) this.port.postMessage(this.outbox);
    this.events = [];
    this.outbox = [];
  }

  /** Asks for the end of the run; a drain follows. */
  stall(stall: Stall): void {
    this.send({ type: "stalled", stall });
  }

  /** Says that this island's border record is in the store. */
  arrive(epoch: number, best: { id: CandidateId; score: number } | null): void {
    this.send({ type: "arrived", epoch, best });
  }

  /**
   * Waits until every island has arrived at this border, or the run ends here. A limit of as many results as the island has
   * ends it too: islands with a smaller share may never come.
   */
  border(epoch: number): Promise<Gate> {
    return this.until(() => {
      if (this.finished) return "finish";
      if (this.openEpoch >= epoch) return "open";
      return this.consumed() >= this.limit ? "limit" : undefined;
    });
  }

  /**
   * Waits until `ready` gives a value and the island is not paused; `drain` when it is to leave first. A promise race
   * per step would leave a reaction behind on the long-lived promise each time, so one bell rings for everything.
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
    this.flush();
    this.port.postMessage([{ type: "left", consumed } satisfies FromIsland]);
    this.port.close();
  }

  private receive(message: ToIsland): void {
    switch (message.type) {
      case "evaluated":
        this.take(message.ticket)?.resolve(message.evaluation);
        return;
      case "unable":
        this.take(message.ticket)?.reject(errorOf(message));
        return;
      case "open":
        this.openEpoch = Math.max(this.openEpoch, message.epoch);
        break;
      case "finish":
        this.finished = true;
        break;
      case "pause":
        this.paused = true;
        this.send({ type: "paused", consumed: this.consumed() });
        break;
      case "limit":
        this.limit = message.limit;
        this.paused = false;
        break;
      case "drain":
        this.draining.abort();
        break;
    }
    this.ring();
  }

  private take(ticket: number): PromiseWithResolvers<Evaluation> | undefined {
    const answer = this.waiting.get(ticket);
    this.waiting.delete(ticket);
    return answer;
  }

  private send(message: FromIsland): void {
    this.outbox.push(message);
    this.flushSoon();
  }

  /** What one turn of the event loop has to say travels together: waking another thread costs more than a message. */
  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    setImmediate(() => this.flush());
  }
}
