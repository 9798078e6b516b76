import type { RunConfig } from "../src/config/index.ts";
import { candidateId, type Evaluation, GalapagosError } from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import { type CallFailure, type Gateway, isCausedByRequest } from "../src/llm/index.ts";
import type { Desk } from "../src/operators/index.ts";
import type { StoreReader, StoreWriter } from "../src/store/index.ts";
import { createHistory } from "./history.ts";
import type { MemoryKeeper } from "./keeper.ts";
import type { Link } from "./link.ts";

/** What desks stand on. */
export interface DeskRooms {
  readonly link: Link;
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  /** `null` in a run without models. */
  readonly gateway: Gateway | null;
  /** `null` in a run that keeps no memory. */
  readonly keeper: Pick<MemoryKeeper, "view"> | null;
}

/** Whose desk it is. */
export interface DeskPlace {
  readonly island: number;
  readonly step: number;
  readonly config: RunConfig;
  /** Whom trials are measured against, where run time counts. */
  readonly baseline: () => Baseline | null;
}

/**
 * A run that stops lets paid calls end, so that their replies are recorded: who aborts those that only wait is the gateway's
 * own thread.
 */
const NEVER = new AbortController().signal;

/** The desk of one step: the same whenever it is opened, because all it gives is found by its place in logical time. */
export function openDesk(
  { island, step, config, baseline }: DeskPlace,
  { link, reader, writer, gateway, keeper }: DeskRooms,
): Desk {
  const stopped = link.draining.signal;
  const seenUntil = Math.max(0, step - config.inFlight);
  return {
    history: createHistory({ island, seenUntil, config }, reader),
    memory: keeper?.view(step) ?? null,
    async call(request, purpose, attempt) {
      stopped.throwIfAborted();
      if (gateway === null) throw new Error("this run has no models");
      const end = await gateway.call(request, { island, step, purpose, attempt }, NEVER);
      if (end.status === "failed" && !isCausedByRequest(end.kind))
        return stop(link, end, candidateId(island, step));
      stopped.throwIfAborted();
      return end;
    },
    async trial(source, attempt) {
      const recorded = reader.trial(island, step, attempt);
      if (recorded !== null) {
        if (recorded.source === source) return recorded.evaluation;
        throw mismatch(`trial ${attempt} of ${candidateId(island, step)} is on record with another program`);
      }
      stopped.throwIfAborted();
      const evaluation: Evaluation = await link.evaluate(source, baseline());
      await writer.write([{ type: "trial", trial: { island, step, attempt, source, evaluation } }]);
      stopped.throwIfAborted();
      return evaluation;
    },
  };
}

/** A failure that concerns the run: asks for its end and waits until it comes. */
async function stop(link: Link, { kind, message, hint }: CallFailure, step: string): Promise<never> {
  if (kind === "mismatch") throw mismatch(message);
  if (kind === "not-recorded") {
    throw new GalapagosError(`${message} ${step} cannot be made again.`, {
      code: "run/not-recorded",
      hint: "a replay needs the version, the prompts and the problem of the run that it repeats",
    });
  }
  if (kind !== "aborted")
    link.stall({ kind: kind === "budget" ? "budget" : "provider", message, hint: hint ?? null });
  await link.until(() => undefined);
  link.draining.signal.throwIfAborted();
  throw new Error("the run goes on after it was stopped");
}

function mismatch(message: string): GalapagosError {
  return new GalapagosError(message, {
    code: "run/replay-mismatch",
    hint: "resume with the same version of Galapagos and Node that began the run, or start from its state: galapagos fork <run>",
  });
}
