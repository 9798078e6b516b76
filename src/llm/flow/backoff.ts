import type { Random } from "../../core/index.ts";

/** How long to wait between the tries of a call. */
export interface Backoff {
  /** Longest wait before the second try, milliseconds. @defaultValue 500 */
  readonly baseMs: number;
  /** Longest wait before any try, unless the server asks for more. @defaultValue 60 000 */
  readonly capMs: number;
}

/** The waits that suit public endpoints. */
export const DEFAULT_BACKOFF: Backoff = { baseMs: 500, capMs: 60_000 };

/**
 * Wait before the next try, milliseconds: uniform between nothing and a bound that doubles with every failure
 * ("full jitter", M. Brooker, AWS Architecture Blog 2015), on top of what the server asked for.
 *
 * @param failures - failed tries so far, ≥ 1
 */
export function backoffMs(
  failures: number,
  retryAfterMs: number | null,
  random: Random,
  { baseMs, capMs }: Backoff,
): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return Math.round((retryAfterMs ?? 0) + random.next() * bound);
}
