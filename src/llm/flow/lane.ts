import type { ModelClient } from "../client/model-client.ts";
import type { Clock } from "../clock.ts";
import { isPassing, type TransportFailure } from "../reply.ts";
import { admit, afterCall, type BreakerSettings, closedBreaker, type Health } from "./breaker.ts";
import { createLimiter, type Limiter } from "./limiter.ts";

/** The way to one model: its client, its limiter and its breaker. */
export interface Lane {
  readonly client: ModelClient;
  readonly limiter: Limiter;
  /** Asks the breaker for passage: 0 when granted, else milliseconds until it is worth asking again. */
  admit(): number;
  /** Tells how an admitted call ended; `null` is a reply. A server that says "later" holds up the whole lane. */
  ended(failure: TransportFailure | null, health?: Health): void;
  /** Why it is not worth waiting for this model any longer; `null` while it is. */
  readonly givenUp: TransportFailure | null;
}

/** Failed probes in a row after which calls are given up. */
const PATIENCE = 8;
/** The same for a model that has not answered once: a wrong address is likelier than an outage. */
const PATIENCE_WITH_STRANGERS = 1;

/**
 * Makes the lane of a model.
 *
 * @param onOpen - told whenever the breaker opens: why, and for how many milliseconds
 */
export function createLane(
  client: ModelClient,
  settings: BreakerSettings,
  clock: Clock,
  onOpen: (failure: TransportFailure, waitMs: number) => void = () => {},
): Lane {
  const limiter = createLimiter(client.model.limits, clock);
  const { patience = PATIENCE } = settings;
  let breaker = closedBreaker(settings);
  let hasAnswered = false;
  let lastFailure: TransportFailure | null = null;
  return {
    client,
    limiter,
    get givenUp() {
      const enough = hasAnswered ? patience : Math.min(patience, PATIENCE_WITH_STRANGERS);
      return breaker.probes >= enough ? lastFailure : null;
    },
    admit() {
      const admission = admit(breaker, clock.now());
      if (!admission.admitted) return admission.waitMs;
      breaker = admission.state;
      return 0;
    },
    ended(failure, health = healthOf(failure)) {
      const now = clock.now();
      const { openUntilMs } = breaker;
      breaker = afterCall(breaker, health, now, settings);
      if (health === "healthy") hasAnswered = true;
      if (health === "sick") lastFailure = failure;
      if (failure !== null && breaker.openUntilMs > openUntilMs) onOpen(failure, breaker.openUntilMs - now);
      if (failure?.retryAfterMs) limiter.pauseUntil(now + failure.retryAfterMs);
    },
  };
}

function healthOf(failure: TransportFailure | null): Health {
  if (failure === null) return "healthy";
  if (failure.kind === "aborted") return "unknown";
  // A 429 or a refused request comes from a server that works.
  return isPassing(failure.kind) && failure.kind !== "rate-limited" ? "sick" : "healthy";
}
