/** When a breaker opens, and for how long. */
export interface BreakerSettings {
  /** Failures in a row that open it. @defaultValue 8 */
  readonly threshold: number;
  /** First time it stays open, milliseconds; doubles with each failed probe. @defaultValue 15 000 */
  readonly cooldownMs: number;
  /** Longest time it stays open, milliseconds. @defaultValue 300 000 */
  readonly maxCooldownMs: number;
  /**
   * Failed probes in a row after which nobody waits any longer.
   * @defaultValue 8, which takes some 20 minutes
   */
  readonly patience?: number;
}

/** Settings that suit public endpoints. */
export const DEFAULT_BREAKER: BreakerSettings = { threshold: 8, cooldownMs: 15_000, maxCooldownMs: 300_000 };

/**
 * A circuit breaker (Nygard, *Release It!*): `closed` lets calls through and counts failures in a row; `open`
 * lets none through until a time; then one probe goes, whose outcome closes it or opens it for twice as long.
 */
export interface BreakerState {
  readonly failures: number;
  /** Milliseconds of the clock until which nothing goes; 0 while closed. */
  readonly openUntilMs: number;
  readonly cooldownMs: number;
  readonly probing: boolean;
  /** Failed probes in a row. */
  readonly probes: number;
}

/** A breaker that lets everything through. */
export function closedBreaker(settings: BreakerSettings): BreakerState {
  return { failures: 0, openUntilMs: 0, cooldownMs: settings.cooldownMs, probing: false, probes: 0 };
}

/** Leave for a call to go, or the wait before asking again. */
export type Admission =
  | { readonly admitted: true; readonly isProbe: boolean; readonly state: BreakerState }
  | { readonly admitted: false; readonly waitMs: number };

/** While a probe is under way, others ask again after this time, milliseconds. */
const PROBE_WAIT_MS = 250;

/** Asks for a call's passage; the returned state must take the old one's place. */
export function admit(state: BreakerState, now: number): Admission {
  if (state.openUntilMs === 0) return { admitted: true, isProbe: false, state };
  if (now < state.openUntilMs) return { admitted: false, waitMs: state.openUntilMs - now };
  if (state.probing) return { admitted: false, waitMs: PROBE_WAIT_MS };
  return { admitted: true, isProbe: true, state: { ...state, probing: true } };
}

/**
 * The model's state, by a call's end: `healthy` (it answered, even with a refusal or a 429), `sick`, or
 * `unknown` (aborted).
 */
export type Health = "healthy" | "sick" | "unknown";

/** A call's end, as a breaker sees it. */
export interface CallEnd {
  readonly health: Health;
  /** `true` for a call that was let through to see whether the model is back. */
  readonly isProbe: boolean;
}

/**
 * The state after a call ended. While the breaker is open, only its probe's failure counts: a call that was let
 * through before may fail at any time, and says nothing new.
 */
export function afterCall(
  state: BreakerState,
  { health, isProbe }: CallEnd,
  now: number,
  settings: BreakerSettings,
): BreakerState {
  if (health === "healthy") return closedBreaker(settings);
  const isOpen = state.openUntilMs > 0;
  if (isOpen && !isProbe) return state;
  if (health === "unknown") return { ...state, probing: false };
  const failures = state.failures + 1;
  if (isOpen) {
    const cooldownMs = Math.min(settings.maxCooldownMs, state.cooldownMs * 2);
    const probes = state.probes + 1;
    return { failures, openUntilMs: now + cooldownMs, cooldownMs, probing: false, probes };
  }
  if (failures < settings.threshold) return { ...state, failures };
  return { ...state, failures, openUntilMs: now + state.cooldownMs };
}
