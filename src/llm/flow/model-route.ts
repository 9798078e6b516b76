import type { ModelClient } from "../client/model-client.ts";
import type { Clock } from "../clock.ts";
import { isPassing, type TransportFailure } from "../reply.ts";
import {
  admit,
  afterCall,
  type BreakerSettings,
  type BreakerState,
  type CallEnd,
  closedBreaker,
  type Health,
} from "./breaker.ts";
import { createLimiter, type Limiter } from "./limiter.ts";

/** The way to one model: its client, its limiter and its breaker. */
export interface ModelRoute {
  readonly client: ModelClient;
  readonly limiter: Limiter;
  /** Asks for passage; a number says in how many milliseconds it is worth asking again. */
  admit(): Pass | number;
  /** Calls that were answered so far. */
  readonly answered: number;
  /** Why it is not worth waiting for this model any longer; `null` while it is. */
  readonly givenUp: TransportFailure | null;
}

/** The passage of one admitted call. */
export interface Pass {
  readonly route: ModelRoute;
  /** Tells that the call is sent now; it may have waited since it was admitted. */
  begins(): void;
  /** The call has its reply. */
  answered(): void;
  /**
   * The call failed. A server that says "later" holds up the whole route.
   *
   * @returns the failure as it has to be recorded: by what it means in the light of the model's other calls
   */
  failed(failure: TransportFailure): TransportFailure;
  /** The call was given up before anything came of it. */
  abandoned(): void;
}

/** Failed probes in a row after which calls are given up. */
const PATIENCE = 8;
/** The same for a model that has not answered once: a wrong address is likelier than an outage. */
const PATIENCE_WITH_STRANGERS = 1;
/**
 * The same where its server may be starting: it loads the model, or nobody listens yet. It is asked as often
 * each time.
 */
const PATIENCE_WITH_STARTERS = 16;
/**
 * Refusals in a row after which they concern the run: of a model that never answered, and of one that did.
 */
const REFUSALS_OF_STRANGERS = 4;
const REFUSALS = 24;
/** A pause that is longer than this sends calls to the run's other models, and is told; milliseconds. */
export const LONG_PAUSE_MS = 5000;

/**
 * Makes the route to a model.
 *
 * @param onRest - told whenever the model is not asked for a while: why, and for how many milliseconds
 */
export function createModelRoute(
  client: ModelClient,
  settings: BreakerSettings,
  clock: Clock,
  onRest: (failure: TransportFailure, waitMs: number) => void = () => {},
): ModelRoute {
  return new GuardedRoute(client, settings, clock, onRest);
}

class GuardedRoute implements ModelRoute {
  readonly client: ModelClient;
  readonly limiter: Limiter;
  readonly #settings: BreakerSettings;
  readonly #clock: Clock;
  readonly #onRest: (failure: TransportFailure, waitMs: number) => void;
  #breaker: BreakerState;
  #pausedUntil = 0;
  #answered = 0;
  #refusals = 0;
  #outages = 0;
  #lastFailure: TransportFailure | null = null;

  constructor(
    client: ModelClient,
    settings: BreakerSettings,
    clock: Clock,
    onRest: (failure: TransportFailure, waitMs: number) => void,
  ) {
    this.client = client;
    this.limiter = createLimiter(client.model.limits, clock);
    this.#settings = settings;
    this.#clock = clock;
    this.#onRest = onRest;
    this.#breaker = closedBreaker(settings);
  }

  get answered(): number {
    return this.#answered;
  }

  get givenUp(): TransportFailure | null {
    const { patience = PATIENCE } = this.#settings;
    const isStarter = this.#lastFailure !== null && isStarting(this.#lastFailure);
    const strangers = isStarter ? PATIENCE_WITH_STARTERS : Math.min(patience, PATIENCE_WITH_STRANGERS);
    return this.#breaker.probes >= (this.#answered > 0 ? patience : strangers) ? this.#lastFailure : null;
  }

  admit(): Pass | number {
    const now = this.#clock.now();
    if (this.#pausedUntil - now > LONG_PAUSE_MS) return this.#pausedUntil - now;
    const admission = admit(this.#breaker, now);
    if (!admission.admitted) return admission.waitMs;
    this.#breaker = admission.state;
    return this.#pass(admission.isProbe);
  }

  #pass(isProbe: boolean): Pass {
    let outagesBefore = this.#outages;
    return {
      route: this,
      begins: () => {
        outagesBefore = this.#outages;
      },
      answered: () => {
        this.#answered++;
        this.#refusals = 0;
        this.#note({ health: "healthy", isProbe });
      },
      abandoned: () => this.#note({ health: "unknown", isProbe }),
      failed: (failure) => this.#failed(failure, isProbe, outagesBefore),
    };
  }

  #failed(failure: TransportFailure, isProbe: boolean, outagesBefore: number): TransportFailure {
    const meant = this.#judged(failure);
    const health = healthOf(meant);
    const now = this.#clock.now();
    const { openUntilMs } = this.#breaker;
    // failures that overlap are one outage; a probe is alone
    if (health !== "sick") this.#note({ health, isProbe }, now);
    else if (isProbe || outagesBefore === this.#outages) {
      const settings = this.#settings;
      const isStarter = this.#answered === 0 && isStarting(meant);
      const pace = isStarter ? { ...settings, maxCooldownMs: settings.cooldownMs } : settings;
      this.#note({ health, isProbe }, now, pace);
      this.#outages++;
    }
    if (health === "sick") this.#lastFailure = meant;
    const { openUntilMs: until } = this.#breaker;
    if (until > openUntilMs) this.#onRest(meant, until - now);
    if (meant.retryAfterMs) this.#rest(meant);
    return meant;
  }

  #note(end: CallEnd, now = this.#clock.now(), pace = this.#settings): void {
    this.#breaker = afterCall(this.#breaker, end, now, pace);
  }

  #rest(failure: TransportFailure): void {
    const now = this.#clock.now();
    const waitMs = failure.retryAfterMs ?? 0;
    const isNews = this.#pausedUntil < now + LONG_PAUSE_MS && waitMs > LONG_PAUSE_MS;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + waitMs);
    this.limiter.pauseUntil(this.#pausedUntil);
    if (isNews) this.#onRest(failure, waitMs);
  }

  /** The failure by what it means in the light of the model's other calls. */
  #judged(failure: TransportFailure): TransportFailure {
    if (failure.kind === "malformed" && failure.isPage && this.#answered === 0)
      return { ...failure, kind: "not-found" };
    if (failure.kind !== "rejected" && failure.kind !== "too-long") return failure;
    this.#refusals++;
    const enough = this.#answered === 0 ? REFUSALS_OF_STRANGERS : REFUSALS;
    return this.#refusals >= enough ? { ...failure, kind: "refused" } : failure;
  }
}

/** A server that loads its model, or that nobody listens for yet. */
function isStarting({ httpStatus, kind, message }: TransportFailure): boolean {
  return httpStatus === 503 || (kind === "connection" && /ECONNREFUSED/.test(message));
}

function healthOf(failure: TransportFailure): Health {
  if (failure.kind === "aborted") return "unknown";
  // A 429 or a refused request comes from a server that works.
  const works = ["rate-limited", "adapted", "no-room"].includes(failure.kind);
  return isPassing(failure.kind) && !works ? "sick" : "healthy";
}
