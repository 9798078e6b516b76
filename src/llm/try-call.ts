import type { CallKey } from "./call-key.ts";
import type { Clock } from "./clock.ts";
import type { GivenUp } from "./flow/admitted.ts";
import type { Limiter, Passage } from "./flow/limiter.ts";
import type { Pass } from "./flow/model-route.ts";
import type { ModelRoutes } from "./flow/model-routes.ts";
import { toldWhenSlow } from "./flow/slow.ts";
import type { GatewayEvent } from "./gateway-event.ts";
import type { Account } from "./ledger/account.ts";
import type { Amount } from "./ledger/ledger.ts";
import type { Price } from "./ledger/price.ts";
import { replyLimit } from "./client/manner.ts";
import { reserveWhenFree } from "./ledger/step-accounts.ts";
import type { Reply, TransportFailure } from "./reply.ts";
import type { ModelRequest } from "./request.ts";
import { type RecordedSender, reckonedTokens, tokensOf, worstAmount } from "./send-recorded.ts";

/** Parts of a gateway by which tries are made. */
export interface TryParts {
  readonly routes: ModelRoutes;
  /** Limits over all models together. */
  readonly shared: Limiter;
  readonly prices: ReadonlyMap<string, Price | null>;
  readonly sendRecorded: RecordedSender;
  readonly clock: Clock;
  readonly onEvent?: ((event: GatewayEvent) => void) | undefined;
}

/** One try of a call. */
export interface CallTry {
  readonly request: ModelRequest;
  readonly key: CallKey;
  readonly hash: string;
  readonly tryNumber: number;
  readonly judge: (failure: TransportFailure) => TransportFailure;
  /** Where its worst case is reserved. */
  readonly account: Account;
  /** The account of the run, which {@link account} may narrow. */
  readonly run: Account;
}

/** A try that its account will never have room for, however short the reply. */
interface OverBudget {
  readonly status: "over-budget";
  readonly unit: keyof Amount;
  /** The least that it could have cost. */
  readonly least: Amount;
}

/** Makes one try of a call: waits for passage, for the limits and for money, then sends it. */
export async function tryCall(
  parts: TryParts,
  made: CallTry,
  signal: AbortSignal,
): Promise<Reply | TransportFailure | GivenUp | OverBudget> {
  const pass = await parts.routes.admitted(made.request.model, signal);
  if ("status" in pass) return pass;
  const { client, limiter } = pass.route;
  const passages: Passage[] = [];
  let end: Reply | TransportFailure | OverBudget | null = null;
  try {
    const reckoned = reckonedTokens(client.model, made.request, client.manner);
    for (const each of [limiter, parts.shared]) passages.push(await each.acquire(reckoned, signal));
    end = await sendPaid(parts, made, pass, signal);
    return end;
  } finally {
    if (end === null || end.status === "over-budget") pass.abandoned();
    const tokens = end === null || end.status === "over-budget" ? 0 : tokensOf(end);
    for (const passage of passages) passage.release(tokens);
  }
}

/** Sends a call that nothing but money holds up any more. */
async function sendPaid(
  { routes, prices, sendRecorded, clock, onEvent }: TryParts,
  { request, key, hash, tryNumber, judge, account, run }: CallTry,
  pass: Pass,
  signal: AbortSignal,
): Promise<Reply | TransportFailure | OverBudget> {
  // what is learnt while this call waits may change how it is asked, but not what was reserved for it
  const { model, manner: usual } = pass.route.client;
  const price = prices.get(model.id) ?? null;
  const full = replyLimit(model, request, usual);
  const sizes = { full, least: Math.min(full, LEAST_REPLY) };
  const worst = (tokens: number): Amount => worstAmount(request, tokens, price);
  const room = await reserveWhenFree(account, worst, sizes, signal);
  if (room.status === "refused") return { status: "over-budget", unit: room.unit, least: room.amount };
  const manner = room.size < full ? { ...usual, means: room.size } : usual;
  if (manner !== usual) {
    const whose = run.shortOf(worst(full)) === null ? "step" : "run";
    routes.tellShort(model.id, { tokens: room.size, full, whose });
  }
  const reserved = room.amount;
  const pending = { key, tryNumber, model: model.id, requestHash: hash, request, reserved };
  const slow = toldWhenSlow(clock, (waitedMs) => onEvent?.({ type: "waiting", model: model.id, waitedMs }));
  const end = await sendRecorded({ pass, pending, manner, judge, account }, signal).finally(slow.end);
  routes.tellEnd(pass.route, request, end);
  return end;
}

/**
 * Shortest reply, tokens, that a call is made for where the budget has no room for a longer one: played by hand, children by one call
 * took some 1,300 and plans some 1,000.
 */
const LEAST_REPLY = 2048;
