import type { TransportFailure } from "../reply.ts";
import { LONG_PAUSE_MS } from "./model-route.ts";

/** The refusals for one call that make short pauses news. */
const MANY = 3;

/**
 * A watch for models whose limit lets nobody through: a short pause is no news, several for one call are, once until the model answers
 * again. (A long pause is news by itself, and its route's to tell.)
 *
 * @returns a function of the model, what a call met, the failures that it has met so far, and the calls that the model has answered
 */
export function createLimitWatch(): (
  model: string,
  failure: TransportFailure,
  failures: number,
  answered: number,
) => boolean {
  const toldAt = new Map<string, number>();
  return (model, { kind, retryAfterMs }, failures, answered) => {
    const isHeldUp = kind === "rate-limited" && (retryAfterMs ?? 0) <= LONG_PAUSE_MS && failures >= MANY;
    if (!isHeldUp || toldAt.get(model) === answered) return false;
    toldAt.set(model, answered);
    return true;
  };
}
