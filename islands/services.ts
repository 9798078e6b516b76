import { type CandidateId, GalapagosError, idOf, type Position } from "../src/core/index.ts";
import { type CallFailure, isCausedByRequest } from "../src/llm/index.ts";
import type { MemoryView } from "../src/memory/index.ts";
import type { StepServices } from "../src/operators/index.ts";
import type { Coordination } from "./coordination.ts";
import { createHistory } from "./history.ts";
import type { Island } from "./island.ts";
import { once } from "./once.ts";
import { replayMismatch } from "./replay-mismatch.ts";
import { scoreProgram } from "./score.ts";

/** A step as its services know it. */
export interface ServedStep {
  readonly place: Position;
  /** The memory as the step may know it; `null` in a run that keeps none. */
  readonly memory: MemoryView | null;
}

/**
 * The services of one step: the same whenever they are opened, because all they give is found by its place in
 * logical time.
 */
export function openServices(island: Island, { place, memory }: ServedStep): StepServices {
  const { task, coordination, reader, gateway } = island;
  const { config } = task;
  const stopped = coordination.draining.signal;
  const seenUntil = Math.max(0, place.step - config.inFlight);
  return {
    history: createHistory({ island: place.island, seenUntil, config }, reader),
    memory,
    async ask(request, purpose, attempt, purse = null) {
      stopped.throwIfAborted();
      if (gateway === null) throw new Error("this run has no models");
      const end = await gateway.call(request, { ...place, purpose, attempt }, NEVER, purse);
      if (end.status === "failed" && !isCausedByRequest(end.kind))
        return stop(coordination, end, idOf(place));
      stopped.throwIfAborted();
      return end;
    },
    once: (request, purpose, make) => once(island, { ...place, purpose, attempt: 0 }, request, make),
    giveUp: (message, hint) =>
      stop(coordination, { status: "failed", kind: "refused", message, hint, tries: 0 }, idOf(place)),
    async score(source, attempt, parent) {
      const { evaluation, cached } = await scoreProgram(island, {
        place,
        source,
        parent,
        as: { trial: attempt },
      });
      if (!cached) stopped.throwIfAborted();
      return evaluation;
    },
  };
}

/**
 * A run that stops lets paid calls end, so that their replies are recorded: who aborts those that only wait
 * is the gateway's own thread.
 */
const NEVER = new AbortController().signal;

/** A failure that concerns the run: asks for its end and waits until it comes. */
async function stop(
  coordination: Coordination,
  { kind, message, hint }: CallFailure,
  step: CandidateId,
): Promise<never> {
  if (kind === "mismatch") throw replayMismatch(message);
  if (kind === "not-recorded") {
    throw new GalapagosError(`${message} ${step} cannot be made again.`, {
      code: "run/not-recorded",
      hint: "a replay needs the version, the prompts and the problem of the run that it repeats",
    });
  }
  if (kind !== "aborted")
    coordination.stall({ kind: kind === "budget" ? "budget" : "provider", message, hint: hint ?? null });
  await coordination.until(() => undefined);
  coordination.draining.signal.throwIfAborted();
  throw new Error("the run goes on after it was stopped");
}
