import { type Random, randomStream } from "../core/index.ts";
import { type CallKey, callKeyText } from "./call-key.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ModelClient } from "./client/model-client.ts";
import { type Backoff, backoffMs, DEFAULT_BACKOFF } from "./flow/backoff.ts";
import { type BreakerSettings, DEFAULT_BREAKER } from "./flow/breaker.ts";
import { toldWhenSlow } from "./flow/slow.ts";
import { withSignal } from "./flow/with-signal.ts";
import { CallTries, isAdapted } from "./call-tries.ts";
import { asCallFailure, givenUp, notRecorded, overBudget, overPurse, recordedEnd } from "./call-end.ts";
import { createLimiter } from "./flow/limiter.ts";
import { admitted, type GivenUp } from "./flow/admitted.ts";
import { createLimitWatch } from "./flow/limit-watch.ts";
import { createModelRoute, LONG_PAUSE_MS, type ModelRoute } from "./flow/model-route.ts";
import { createAnswerWatch } from "./flow/watch.ts";
import type { CallJournal, CallRecord } from "./journal/journal.ts";
import { type Account, openAccount, rebuildLedger } from "./ledger/account.ts";
import { openPurse, type Purse, withinBoth } from "./ledger/purse.ts";
import { type Amount, type Ceiling, type LedgerState, reserve as reserveIn } from "./ledger/ledger.ts";
import type { Price } from "./ledger/price.ts";
import type { GatewayEvent } from "./gateway-event.ts";
import type { RateLimits } from "./model-definition.ts";
import { createRecordedSender, reckonedTokens, tokensOf, worstAmount } from "./send-recorded.ts";
import type { CallFailure, Reply, TransportFailure } from "./reply.ts";
import { type ModelRequest, requestHash } from "./request.ts";

/** The one place of a run that talks to models. */
export interface Gateway {
  /**
   * Gets the reply for a call: from the journal when it is recorded there, else from the model, with as many
   * tries as it takes. Failures are values; the promise rejects only when the journal cannot be written.
   *
   * @param signal - aborts waiting and sending; what was sent by then stays reserved in the ledger
   * @param purse - what the calls of the key's step may cost together; a call that it has no room for fails as `purse`
   */
  call(
    request: ModelRequest,
    key: CallKey,
    signal: AbortSignal,
    purse?: Purse | null,
  ): Promise<Reply | CallFailure>;
  /** The account as it stands. */
  ledger(): LedgerState;
}

/** The parts of a gateway. */
export interface GatewayOptions {
  /** Clients of the run's models. */
  readonly clients: readonly ModelClient[];
  /** Prices by model id, frozen into the run; a missing or `null` one is unknown. */
  readonly prices: ReadonlyMap<string, Price | null>;
  readonly journal: CallJournal;
  readonly ceiling: Ceiling;
  /** Limits over all models together. @defaultValue none */
  readonly limits?: RateLimits;
  /** Most failed requests for one call while others are answered. @defaultValue 8 */
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
  const { journal, prices, replay = false, maxTries = 8, onEvent } = options;
  const backoff = options.backoff ?? DEFAULT_BACKOFF;
  const ledger = openAccount(rebuildLedger(options.ceiling, journal.spending()));
  const purses = new Map<string, Account>();
  const accountOf = ({ island, step }: CallKey, purse: Purse | null): Account => {
    if (purse === null) return ledger;
    const name = `${island}/${step}`;
    const own = purses.get(name) ?? openPurse(purse, journal.spending({ island, step }));
    purses.set(name, own);
    return withinBoth(own, ledger);
  };
  const shared = createLimiter(options.limits ?? {}, clock);
  const sendRecorded = createRecordedSender(journal, prices, onEvent);
  const unreached = new Set<string>();
  const watches = new Map(options.clients.map(({ model }) => [model.id, createAnswerWatch()]));
  const routes = new Map<string, ModelRoute>();
  const isHeldUp = createLimitWatch();
  for (const client of options.clients) {
    const model = client.model.id;
    const onRest = (failure: TransportFailure, waitMs: number): void =>
      onEvent?.({ type: "resting", model, failure, waitMs });
    routes.set(model, createModelRoute(client, options.breaker ?? DEFAULT_BREAKER, clock, onRest));
  }
  const answeredCalls = (): number => [...routes.values()].reduce((sum, { answered }) => sum + answered, 0);

  /** Waits until the worst case fits the ceiling; says why it never will. */
  const reserve = async (account: Account, amount: Amount, signal: AbortSignal): Promise<string | null> => {
    for (;;) {
      const refusal = account.reserve(amount);
      if (refusal === null) return null;
      if (refusal.when === "never") return refusal.unit;
      await withSignal(account.changed(), signal);
    }
  };

  const tryOnce = async (
    { request, key, hash, tryNumber, judge, account }: TryOptions,
    signal: AbortSignal,
  ): Promise<TryEnd> => {
    const pass = await admitted(routes, request.model, clock, signal);
    if ("status" in pass) return pass;
    const { client, limiter } = pass.route;
    const { model } = client;
    const passages = [];
    let answered: Reply | TransportFailure | null = null;
    try {
      const reckoned = reckonedTokens(model, request, client.manner);
      for (const each of [limiter, shared]) passages.push(await each.acquire(reckoned, signal));
      // what is learnt while this call waits may change how it is asked, but not what was reserved for it
      const { manner } = client;
      const reserved = worstAmount(model, request, manner, prices.get(model.id) ?? null);
      const unit = await reserve(account, reserved, signal);
      if (unit !== null) {
        pass.abandoned();
        return { status: "over-budget", unit, reserved };
      }
      const pending = { key, tryNumber, model: model.id, requestHash: hash, request, reserved };
      const slow = toldWhenSlow(clock, (waitedMs) =>
        onEvent?.({ type: "waiting", model: model.id, waitedMs }),
      );
      answered = await sendRecorded({ pass, pending, manner, judge, account }, signal).finally(slow.end);
      tell(pass.route, request, answered);
      return answered;
    } catch (error) {
      pass.abandoned();
      throw error;
    } finally {
      const tokens = answered === null ? 0 : tokensOf(answered);
      for (const passage of passages) passage.release(tokens);
    }
  };

  /** Says what a try gives occasion to say of its model. */
  const tell = (route: ModelRoute, request: ModelRequest, end: Reply | TransportFailure): void => {
    const model = route.client.model.id;
    const isLost = end.status === "failed" && end.kind === "connection" && route.answered === 0;
    if (isLost && !unreached.has(model)) {
      unreached.add(model);
      onEvent?.({ type: "unreachable", model, failure: end });
    }
    const learnt =
      end.status === "failed" ? (end.learnt ?? []) : (watches.get(model)?.notes(request, end) ?? []);
    for (const message of [learnt].flat()) onEvent?.({ type: "learnt", model, message });
  };

  /**
   * Asks something small that any model answers: whether a call that fails is to blame, or its server. It is
   * on record like any call.
   */
  const compare = async (model: string, of: CallKey, signal: AbortSignal): Promise<void> => {
    const request: ModelRequest = { model, messages: [{ role: "user", text: "Answer with OK." }] };
    const key = { ...of, purpose: `${of.purpose}-alive` };
    const tryNumber = journal.read(key).length;
    await tryOnce(
      {
        ...{ request, key, hash: requestHash(request), tryNumber, account: ledger },
        judge: (failure) => failure,
      },
      signal,
    );
  };

  return {
    ledger: () => ledger.state,
    async call(request, key, signal, purse = null) {
      const hash = requestHash(request);
      const recorded = journal.read(key);
      const known = recordedEnd(recorded, hash, key, replay);
      if (known !== null) {
        if (known.status === "ok") onEvent?.({ type: "replied", key, model: known.model, recorded: true });
        return known;
      }
      if (replay) return notRecorded(key);
      const wanted = routes.get(request.model);
      if (wanted === undefined) throw new RangeError(`the run has no model "${request.model}"`);
      if (recorded.some(hadNoRoom)) wanted.client.makeRoom();
      const jitter = randomStream("gateway", callKeyText(key), recorded.length);
      const tries = new CallTries(maxTries, answeredCalls);
      const judge = (failure: TransportFailure): TransportFailure => tries.judge(failure);
      const account = accountOf(key, purse);
      for (;;) {
        try {
          const tryNumber = recorded.length + tries.made;
          const result = await tryOnce({ request, key, hash, tryNumber, judge, account }, signal);
          if (result.status === "ok") {
            onEvent?.({ type: "replied", key, model: result.model, recorded: false });
            return result;
          }
          if (result.status === "over-budget") {
            const isRunShort = purse === null || !fits(ledger.state, result.reserved);
            return isRunShort ? overBudget(result.unit, tries.made) : overPurse(tries.made);
          }
          if (result.status === "given-up") return givenUp(request.model, result.failure, tries.made);
          if (!tries.goesOn(result)) return asCallFailure(result, tries.made);
          const waitMs = waitAfter(result, tries, jitter, backoff);
          const { model } = request;
          onEvent?.({ type: "retrying", key, model, failure: result, waitMs });
          if (isHeldUp(model, result, tries.failed, wanted.answered))
            onEvent?.({ type: "resting", model, failure: result, waitMs });
          await clock.sleep(waitMs, signal);
          if (tries.needsComparison(result)) await compare(request.model, key, signal);
        } catch (error) {
          if (!signal.aborted || error !== signal.reason) throw error;
          return { status: "failed", kind: "aborted", message: "The call was aborted.", tries: tries.made };
        }
      }
    },
  };
}

/**
 * How long a call waits after a failure, milliseconds; a long pause is the route's, since other models may
 * answer meanwhile.
 */
function waitAfter(failure: TransportFailure, tries: CallTries, jitter: Random, backoff: Backoff): number {
  if (isAdapted(failure)) return 0;
  const { retryAfterMs } = failure;
  const asked = retryAfterMs !== null && retryAfterMs > LONG_PAUSE_MS ? null : retryAfterMs;
  return backoffMs(tries.failed, asked, jitter, backoff);
}

/** True where an account has room for an amount, once what is under way has ended for nothing. */
function fits(ledger: LedgerState, amount: Amount): boolean {
  const reservation = reserveIn(ledger, amount);
  return reservation.status === "reserved" || reservation.when === "later";
}

function hadNoRoom({ outcome }: CallRecord): boolean {
  return outcome?.status === "failed" && outcome.failure.kind === "no-room";
}

/** One try of a call. */
interface TryOptions {
  readonly request: ModelRequest;
  readonly key: CallKey;
  readonly hash: string;
  readonly tryNumber: number;
  readonly judge: (failure: TransportFailure) => TransportFailure;
  /** Where its worst case is reserved. */
  readonly account: Account;
}

/** How one try ended. */
type TryEnd =
  | Reply
  | TransportFailure
  | GivenUp
  | { readonly status: "over-budget"; readonly unit: string; readonly reserved: Amount };
