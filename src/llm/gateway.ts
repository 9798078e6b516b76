import { randomStream } from "../core/index.ts";
import { type CallKey, callKeyText } from "./call-key.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ModelClient } from "./client/model-client.ts";
import { type Backoff, backoffMs, DEFAULT_BACKOFF } from "./flow/backoff.ts";
import { type BreakerSettings, DEFAULT_BREAKER } from "./flow/breaker.ts";
import { withSignal } from "./flow/with-signal.ts";
import { asCallFailure, givenUp, notRecorded, overBudget, recordedEnd } from "./call-end.ts";
import { createLimiter } from "./flow/limiter.ts";
import { createLane, type Lane } from "./flow/lane.ts";
import type { CallJournal } from "./journal/journal.ts";
import { openAccount, rebuildLedger } from "./ledger/account.ts";
import type { Amount, Ceiling, LedgerState } from "./ledger/ledger.ts";
import type { Price } from "./ledger/price.ts";
import type { GatewayEvent } from "./gateway-event.ts";
import type { RateLimits } from "./model-definition.ts";
import { createRecordedSender, reckonedTokens, tokensOf, worstAmount } from "./send-recorded.ts";
import { type CallFailure, isPassing, type Reply, type TransportFailure } from "./reply.ts";
import { type ModelRequest, requestHash } from "./request.ts";

/** The one place of a run that talks to models. */
export interface Gateway {
  /**
   * Gets the reply for a call: from the journal when it is recorded there, else from the model, with as many tries as it takes.
   * Failures are values; the promise rejects only when the journal cannot be written.
   *
   * @param signal - aborts waiting and sending; what was sent by then stays reserved in the ledger
   */
  call(request: ModelRequest, key: CallKey, signal: AbortSignal): Promise<Reply | CallFailure>;
  /** The account as it stands. */
  ledger(): LedgerState;
}

/** What a gateway is made of. */
export interface GatewayOptions {
  /** Clients of the run's models. */
  readonly clients: readonly ModelClient[];
  /** Prices by model id, frozen into the run; a missing or `null` one is unknown. */
  readonly prices: ReadonlyMap<string, Price | null>;
  readonly journal: CallJournal;
  readonly ceiling: Ceiling;
  /** Limits over all models together. @defaultValue none */
  readonly limits?: RateLimits;
  /** Most requests for one call. @defaultValue 8 */
  readonly maxTries?: number;
  readonly backoff?: Backoff;
  readonly breaker?: BreakerSettings;
  /** `true` answers from the journal alone and sends nothing. @defaultValue false */
  readonly replay?: boolean;
  readonly clock?: Clock;
  /** Must not throw. */
  readonly onEvent?: (event: GatewayEvent) => void;
}

/** Makes the gateway of a run; the ledger begins with what the journal says was used. */
export function createGateway(options: GatewayOptions): Gateway {
  const clock = options.clock ?? systemClock;
  const { journal, prices, replay = false, maxTries = 8 } = options;
  const backoff = options.backoff ?? DEFAULT_BACKOFF;
  const account = openAccount(rebuildLedger(options.ceiling, journal.spending()));
  const shared = createLimiter(options.limits ?? {}, clock);
  const sendRecorded = createRecordedSender(journal, account, prices, options.onEvent);
  const lanes = new Map<string, Lane>();
  for (const client of options.clients) {
    const model = client.model.id;
    const onOpen = (failure: TransportFailure, waitMs: number): void =>
      options.onEvent?.({ type: "resting", model, failure, waitMs });
    lanes.set(model, createLane(client, options.breaker ?? DEFAULT_BREAKER, clock, onOpen));
  }

  /** Waits until the worst case fits the ceiling; says why it never will. */
  const reserve = async (amount: Amount, signal: AbortSignal): Promise<string | null> => {
    for (;;) {
      const refusal = account.reserve(amount);
      if (refusal === null) return null;
      if (refusal.when === "never") return refusal.unit;
      await withSignal(account.changed(), signal);
    }
  };

  const attempt = async (
    request: ModelRequest,
    key: CallKey,
    hash: string,
    tryNumber: number,
    signal: AbortSignal,
  ): Promise<Attempt> => {
    const lane = await admittedLane(lanes, request.model, clock, signal);
    if ("status" in lane) return lane;
    const { model } = lane.client;
    const reserved = worstAmount(model, request, prices.get(model.id) ?? null);
    const reckoned = reckonedTokens(model, request);
    const passages = [];
    let answered: Reply | TransportFailure | null = null;
    try {
      for (const limiter of [lane.limiter, shared]) passages.push(await limiter.acquire(reckoned, signal));
      const unit = await reserve(reserved, signal);
      if (unit !== null) {
        lane.ended(null, "unknown");
        return { status: "over-budget", unit };
      }
      const pending = { key, tryNumber, model: model.id, requestHash: hash, request, reserved };
      answered = await sendRecorded(lane, pending, signal);
      return answered;
    } catch (error) {
      lane.ended(null, "unknown");
      throw error;
    } finally {
      const tokens = answered === null ? 0 : tokensOf(answered);
      for (const passage of passages) passage.release(tokens);
    }
  };

  return {
    ledger: () => account.state,
    async call(request, key, signal) {
      const hash = requestHash(request);
      const recorded = journal.read(key);
      const known = recordedEnd(recorded, hash, key, replay);
      if (known !== null) {
        if (known.status === "ok") {
          options.onEvent?.({ type: "replied", key, model: known.model, recorded: true });
        }
        return known;
      }
      if (replay) return notRecorded(key);
      if (!lanes.has(request.model)) throw new RangeError(`the run has no model "${request.model}"`);
      const jitter = randomStream("gateway", callKeyText(key), recorded.length);
      for (let failures = 0; ; ) {
        try {
          const result = await attempt(request, key, hash, recorded.length + failures, signal);
          if (result.status === "ok") {
            options.onEvent?.({ type: "replied", key, model: result.model, recorded: false });
            return result;
          }
          if (result.status === "over-budget") return overBudget(result.unit, failures);
          if (result.status === "given-up") return givenUp(request.model, result.failure, failures);
          failures++;
          if (!isPassing(result.kind) || failures >= maxTries) return asCallFailure(result, failures);
          const waitMs = backoffMs(failures, result.retryAfterMs, jitter, backoff);
          options.onEvent?.({ type: "retrying", key, model: request.model, failure: result, waitMs });
          await clock.sleep(waitMs, signal);
        } catch (error) {
          if (!signal.aborted || error !== signal.reason) throw error;
          return { status: "failed", kind: "aborted", message: "The call was aborted.", tries: failures };
        }
      }
    },
  };
}

/** No model of the run is worth waiting for. */
interface GivenUp {
  readonly status: "given-up";
  readonly failure: TransportFailure;
}

/** How one try ended. */
type Attempt = Reply | TransportFailure | GivenUp | { readonly status: "over-budget"; readonly unit: string };

/**
 * The lane of the wanted model, or of the next one in the run whose breaker lets a call through; waits while none does, as long as one of them
 * is worth it. Models that write and models that embed do not stand in for each other.
 */
async function admittedLane(
  lanes: ReadonlyMap<string, Lane>,
  wanted: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Lane | GivenUp> {
  const embeds = (lane: Lane): boolean => lane.client.model.api === "embeddings";
  const own = lanes.get(wanted);
  const alike = [...lanes.values()].filter((lane) => own === undefined || embeds(lane) === embeds(own));
  const ordered = alike.sort(
    (a, b) => Number(b.client.model.id === wanted) - Number(a.client.model.id === wanted),
  );
  for (;;) {
    signal.throwIfAborted();
    let waitMs = Number.POSITIVE_INFINITY;
    for (const lane of ordered) {
      const wait = lane.admit();
      if (wait === 0) return lane;
      waitMs = Math.min(waitMs, wait);
    }
    const failure = ordered[0]?.givenUp ?? null;
    if (failure !== null && ordered.every((lane) => lane.givenUp !== null))
      return { status: "given-up", failure };
    await clock.sleep(waitMs, signal);
  }
}
