import { type Random, randomStream } from "../core/index.ts";
import { asCallFailure, givenUp, notRecorded, overBudget, overPurse, recordedEnd } from "./call-end.ts";
import { type CallKey, callKeyText } from "./call-key.ts";
import { CallTries, isAdapted } from "./call-tries.ts";
import type { ModelClient } from "./client/model-client.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type Backoff, backoffMs, DEFAULT_BACKOFF } from "./flow/backoff.ts";
import { type BreakerSettings, DEFAULT_BREAKER } from "./flow/breaker.ts";
import { createLimiter } from "./flow/limiter.ts";
import { LONG_PAUSE_MS, type ModelRoute } from "./flow/model-route.ts";
import { ModelRoutes } from "./flow/model-routes.ts";
import type { GatewayEvent } from "./gateway-event.ts";
import type { CallJournal, CallRecord } from "./journal/journal.ts";
import type { Ceiling, LedgerState } from "./ledger/ledger.ts";
import type { Price } from "./ledger/price.ts";
import type { Purse } from "./ledger/purse.ts";
import { StepAccounts } from "./ledger/step-accounts.ts";
import type { RateLimits } from "./model-definition.ts";
import type { CallFailure, Reply, TransportFailure } from "./reply.ts";
import { type ModelRequest, requestHash } from "./request.ts";
import { createRecordedSender } from "./send-recorded.ts";
import { type CallTry, tryCall, type TryParts } from "./try-call.ts";

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
  return new JournalGateway(options);
}

/** A call under way: what its tries have in common. */
type OpenCall = Pick<CallTry, "request" | "key" | "hash" | "account"> & {
  readonly purse: Purse | null;
  readonly wanted: ModelRoute;
  readonly tries: CallTries;
  /** Tries of it that were on record before. */
  readonly before: number;
  readonly jitter: Random;
};

class JournalGateway implements Gateway {
  private readonly options: GatewayOptions;
  private readonly clock: Clock;
  private readonly accounts: StepAccounts;
  private readonly routes: ModelRoutes;
  private readonly parts: TryParts;

  constructor(options: GatewayOptions) {
    const { clients, journal, prices, ceiling, onEvent, limits = {}, clock = systemClock } = options;
    const { breaker = DEFAULT_BREAKER } = options;
    this.options = options;
    this.clock = clock;
    this.accounts = new StepAccounts(ceiling, journal);
    this.routes = new ModelRoutes(clients, { breaker, clock, onEvent });
    const sendRecorded = createRecordedSender(journal, prices, onEvent);
    const shared = createLimiter(limits, clock);
    this.parts = { routes: this.routes, shared, prices, sendRecorded, clock, onEvent };
  }

  ledger(): LedgerState {
    return this.accounts.run.state;
  }

  async call(
    request: ModelRequest,
    key: CallKey,
    signal: AbortSignal,
    purse: Purse | null = null,
  ): Promise<Reply | CallFailure> {
    const { journal, replay = false, maxTries = 8, onEvent } = this.options;
    const hash = requestHash(request);
    const recorded = journal.read(key);
    const known = recordedEnd(recorded, hash, key, replay);
    if (known !== null) {
      if (known.status === "ok") onEvent?.({ type: "replied", key, model: known.model, recorded: true });
      return known;
    }
    if (replay) return notRecorded(key);
    const wanted = this.routes.named(request.model);
    if (recorded.some(hadNoRoom)) wanted.client.makeRoom();
    const before = recorded.length;
    return this.carryOn(
      {
        ...{ request, key, hash, purse, wanted, before, account: this.accounts.of(key, purse) },
        tries: new CallTries(maxTries, () => this.routes.answered),
        jitter: randomStream("gateway", callKeyText(key), before),
      },
      signal,
    );
  }

  /** As many tries as it takes; an abortion is a failure like any other. */
  private async carryOn(call: OpenCall, signal: AbortSignal): Promise<Reply | CallFailure> {
    try {
      for (;;) {
        const end = await this.tryAndWait(call, signal);
        if (end !== null) return end;
      }
    } catch (error) {
      if (!signal.aborted || error !== signal.reason) throw error;
      return { status: "failed", kind: "aborted", message: "The call was aborted.", tries: call.tries.made };
    }
  }

  /** One try, and the wait for the next one; `null` where there is to be one. */
  private async tryAndWait(call: OpenCall, signal: AbortSignal): Promise<Reply | CallFailure | null> {
    const { request, key, hash, account, purse, wanted, tries, before, jitter } = call;
    const { onEvent, backoff = DEFAULT_BACKOFF } = this.options;
    const { model } = request;
    const judge = (failure: TransportFailure): TransportFailure => tries.judge(failure);
    const tryNumber = before + tries.made;
    const made = { request, key, hash, tryNumber, judge, account, run: this.accounts.run };
    const end = await tryCall(this.parts, made, signal);
    if (end.status === "ok") {
      onEvent?.({ type: "replied", key, model: end.model, recorded: false });
      return end;
    }
    if (end.status === "over-budget") {
      const { run } = this.accounts;
      const unit = purse === null ? end.unit : run.shortOf(end.least);
      return unit === null ? overPurse(tries.made) : overBudget(run.state, { ...end, unit }, tries.made);
    }
    if (end.status === "given-up") return givenUp(model, end.failure, tries.made);
    if (!tries.goesOn(end)) return asCallFailure(end, tries.made);
    const waitMs = waitAfter(end, tries, jitter, backoff);
    onEvent?.({ type: "retrying", key, model, failure: end, waitMs });
    this.routes.tellHeldUp(wanted, end, tries.failed, waitMs);
    await this.clock.sleep(waitMs, signal);
    if (tries.needsComparison(end)) await this.compare(model, key, signal);
    return null;
  }

  /**
   * Asks something small that any model answers: whether a call that fails is to blame, or its server. It is
   * on record like any call.
   */
  private async compare(model: string, of: CallKey, signal: AbortSignal): Promise<void> {
    const request: ModelRequest = { model, messages: [{ role: "user", text: "Answer with OK." }] };
    const key = { ...of, purpose: `${of.purpose}-alive` };
    const tryNumber = this.options.journal.read(key).length;
    const judge = (failure: TransportFailure): TransportFailure => failure;
    const hash = requestHash(request);
    const { run } = this.accounts;
    await tryCall(this.parts, { request, key, hash, tryNumber, account: run, run, judge }, signal);
  }
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

function hadNoRoom({ outcome }: CallRecord): boolean {
  return outcome?.status === "failed" && outcome.failure.kind === "no-room";
}
