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
}

/** Makes the lane of a model. */
export function createLane(client: ModelClient, settings: BreakerSettings, clock: Clock): Lane {
  const limiter = createLimiter(client.model.limits, clock);
  let breaker = closedBreaker(settings);
  return {
    client,
    limiter,
    admit() {
      const admission = admit(breaker, clock.now());
      if (!admission.admitted) return admission.waitMs;
      breaker = admission.state;
      return 0;
    },
    ended(failure, health = healthOf(failure)) {
      breaker = afterCall(breaker, health, clock.now(), settings);
      if (failure?.retryAfterMs) limiter.pauseUntil(clock.now() + failure.retryAfterMs);
    },
  };
}

function healthOf(failure: TransportFailure | null): Health {
  if (failure === null) return "healthy";
  if (failure.kind === "aborted") return "unknown";
  // A 429 or a refused request comes from a server that works.
  return isPassing(failure.kind) && failure.kind !== "rate-limited" ? "sick" : "healthy";
}
