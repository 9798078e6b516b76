import { randomStream } from "../core/index.ts";
import { type CallKey, callKeyText } from "./call-key.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ModelClient } from "./client/model-client.ts";
import { type Backoff, backoffMs, DEFAULT_BACKOFF } from "./flow/backoff.ts";
import { type BreakerSettings, DEFAULT_BREAKER } from "./flow/breaker.ts";
import { withSignal } from "./flow/with-signal.ts";
import { asCallFailure, notRecorded, overBudget, recordedEnd } from "./call-end.ts";
import { createLimiter } from "./flow/limiter.ts";
import { createLane, type Lane } from "./flow/lane.ts";
import type { CallJournal, PendingCall } from "./journal/journal.ts";
import { openAccount, rebuildLedger } from "./ledger/account.ts";
import type { Amount, Ceiling, LedgerState } from "./ledger/ledger.ts";
import { costOf, type Price, worstCost } from "./ledger/price.ts";
import type { RateLimits } from "./model-definition.ts";
import { type CallFailure, isPassing, type Reply, type TransportFailure, type Usage } from "./reply.ts";
import { type ModelRequest, requestHash } from "./request.ts";
import { maxPromptTokens } from "./tokens.ts";

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

/** What happens in a gateway, for progress and logs; never contains a key. */
export type GatewayEvent =
  | { readonly type: "sent"; readonly key: CallKey; readonly model: string; readonly tryNumber: number }
  | { readonly type: "replied"; readonly key: CallKey; readonly model: string; readonly recorded: boolean }
  | {
      readonly type: "retrying";
      readonly key: CallKey;
      readonly model: string;
      readonly failure: TransportFailure;
      readonly waitMs: number;
    };

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
  const lanes = new Map<string, Lane>();
  for (const client of options.clients) {
    lanes.set(client.model.id, createLane(client, options.breaker ?? DEFAULT_BREAKER, clock));
  }

  const worstOf = (lane: Lane, request: ModelRequest): Amount => {
    const { model } = lane.client;
    const promptTokens = maxPromptTokens(request);
    const completionTokens = request.parameters?.maxTokens ?? model.parameters.maxTokens;
    const price = prices.get(model.id) ?? null;
    const nanoUsd = price === null ? 0 : worstCost(price, promptTokens, completionTokens);
    return { nanoUsd, tokens: promptTokens + completionTokens, requests: 1 };
  };

  /** Waits until the worst case fits the ceiling; says why it never will. */
  const reserve = async (amount: Amount, signal: AbortSignal): Promise<string | null> => {
    for (;;) {
      const refusal = account.reserve(amount);
      if (refusal === null) return null;
      if (refusal.when === "never") return refusal.unit;
      await withSignal(account.changed(), signal);
    }
  };

  /** One try: recorded, sent, recorded. */
  const send = async (
    lane: Lane,
    pending: PendingCall,
    signal: AbortSignal,
  ): Promise<Reply | TransportFailure> => {
    const { model } = lane.client;
    const price = prices.get(model.id) ?? null;
    let used: Amount | null = null;
    try {
      await journal.begin(pending);
      options.onEvent?.({ type: "sent", key: pending.key, model: model.id, tryNumber: pending.tryNumber });
      const result = await lane.client.send(pending.request, signal);
      lane.ended(result.status === "ok" ? null : result);
      if (result.status === "ok") {
        const { usage } = result.answer;
        used = usage === null ? null : amountOf(usage, price);
        const costNanoUsd = usage === null || price === null ? null : costOf(price, usage);
        const reply: Reply = { status: "ok", ...result.answer, model: model.id, costNanoUsd };
        await journal.end(pending, { status: "done", reply, used });
        return reply;
      }
      used = result.mayBeCharged ? null : { nanoUsd: 0, tokens: 0, requests: 1 };
      await journal.end(pending, { status: "failed", failure: result, used });
      return result;
    } finally {
      account.end(pending.reserved, used);
    }
  };

  const attempt = async (
    request: ModelRequest,
    key: CallKey,
    hash: string,
    tryNumber: number,
    signal: AbortSignal,
  ): Promise<Reply | TransportFailure | { readonly status: "over-budget"; readonly unit: string }> => {
    const lane = await admittedLane(lanes, request.model, clock, signal);
    const reserved = worstOf(lane, request);
    const passages = [];
    let answered: Reply | TransportFailure | null = null;
    try {
      for (const limiter of [lane.limiter, shared])
        passages.push(await limiter.acquire(reserved.tokens, signal));
      const unit = await reserve(reserved, signal);
      if (unit !== null) {
        lane.ended(null, "unknown");
        return { status: "over-budget", unit };
      }
      const model = lane.client.model.id;
      answered = await send(lane, { key, tryNumber, model, requestHash: hash, request, reserved }, signal);
      return answered;
    } catch (error) {
      lane.ended(null, "unknown");
      throw error;
    } finally {
      const usage = answered?.status === "ok" ? answered.usage : null;
      for (const passage of passages) passage.release(usage === null ? undefined : totalTokens(usage));
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

/** The lane of the wanted model, or of the next one in the run whose breaker lets a call through; waits while none does. */
async function admittedLane(
  lanes: ReadonlyMap<string, Lane>,
  wanted: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Lane> {
  const ordered = [...lanes.values()].sort(
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
    await clock.sleep(waitMs, signal);
  }
}

function amountOf(usage: Usage, price: Price | null): Amount {
  return { nanoUsd: price === null ? 0 : costOf(price, usage), tokens: totalTokens(usage), requests: 1 };
}

function totalTokens(usage: Usage): number {
  return usage.promptTokens + usage.completionTokens;
}
