import type { ModelClient } from "../client/model-client.ts";
import type { Clock } from "../clock.ts";
import { isPassing, type TransportFailure } from "../reply.ts";
import { admit, afterCall, type BreakerSettings, closedBreaker, type Health } from "./breaker.ts";
import { createLimiter, type Limiter } from "./limiter.ts";

/** The way to one model: its client, its limiter and its breaker. */
export interface Lane {
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
  readonly lane: Lane;
  /** Tells that the call is sent now; it may have waited since it was admitted. */
  begins(): void;
  /** The call has its reply. */
  answered(): void;
  /**
   * The call failed. A server that says "later" holds up the whole lane.
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
 * Makes the lane of a model.
 *
 * @param onRest - told whenever the model is not asked for a while: why, and for how many milliseconds
 */
export function createLane(
  client: ModelClient,
  settings: BreakerSettings,
  clock: Clock,
  onRest: (failure: TransportFailure, waitMs: number) => void = () => {},
): Lane {
  const limiter = createLimiter(client.model.limits, clock);
  const { patience = PATIENCE } = settings;
  let breaker = closedBreaker(settings);
  let pausedUntil = 0;
  let answered = 0;
  let refusals = 0;
  let outages = 0;
  let lastFailure: TransportFailure | null = null;

  const rest = (failure: TransportFailure): void => {
    const now = clock.now();
    const waitMs = failure.retryAfterMs ?? 0;
    const isNews = pausedUntil < now + LONG_PAUSE_MS && waitMs > LONG_PAUSE_MS;
    pausedUntil = Math.max(pausedUntil, now + waitMs);
    limiter.pauseUntil(pausedUntil);
    if (isNews) onRest(failure, waitMs);
  };
  const judged = (failure: TransportFailure): TransportFailure => {
    if (failure.kind === "malformed" && failure.isPage && answered === 0)
      return { ...failure, kind: "not-found" };
    if (failure.kind !== "rejected" && failure.kind !== "too-long") return failure;
    refusals++;
    return refusals >= (answered === 0 ? REFUSALS_OF_STRANGERS : REFUSALS)
      ? { ...failure, kind: "refused" }
      : failure;
  };
  const lane: Lane = {
    client,
    limiter,
    get answered() {
      return answered;
    },
    get givenUp() {
      const strangers =
        lastFailure !== null && isStarting(lastFailure)
          ? PATIENCE_WITH_STARTERS
          : Math.min(patience, PATIENCE_WITH_STRANGERS);
      const enough = answered > 0 ? patience : strangers;
      return breaker.probes >= enough ? lastFailure : null;
    },
    admit() {
      const now = clock.now();
      if (pausedUntil - now > LONG_PAUSE_MS) return pausedUntil - now;
      const admission = admit(breaker, now);
      if (!admission.admitted) return admission.waitMs;
      breaker = admission.state;
      return passage();
    },
  };
  const passage = (): Pass => {
    let outagesBefore = outages;
    const note = (health: Health, pace = settings): void => {
      breaker = afterCall(breaker, health, clock.now(), pace);
    };
    return {
      lane,
      begins() {
        outagesBefore = outages;
      },
      answered() {
        answered++;
        refusals = 0;
        note("healthy");
      },
      abandoned: () => note("unknown"),
      failed(failure) {
        const meant = judged(failure);
        const health = healthOf(meant);
        const { openUntilMs } = breaker;
        // failures that overlap are one outage
        if (health !== "sick") note(health);
        else if (outagesBefore === outages) {
          const isStarter = answered === 0 && isStarting(meant);
          note(health, isStarter ? { ...settings, maxCooldownMs: settings.cooldownMs } : settings);
          outages++;
        }
        if (health === "sick") lastFailure = meant;
        if (breaker.openUntilMs > openUntilMs) onRest(meant, breaker.openUntilMs - clock.now());
        if (meant.retryAfterMs) rest(meant);
        return meant;
      },
    };
  };
  return lane;
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
