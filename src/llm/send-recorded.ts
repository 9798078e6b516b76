import type { Lane } from "./flow/lane.ts";
import type { GatewayEvent } from "./gateway-event.ts";
import type { CallJournal, PendingCall } from "./journal/journal.ts";
import type { Account } from "./ledger/account.ts";
import type { Amount } from "./ledger/ledger.ts";
import { costOf, type Price, worstCost } from "./ledger/price.ts";
import type { ModelDefinition } from "./model-definition.ts";
import type { Reply, TransportFailure, Usage } from "./reply.ts";
import type { ModelRequest } from "./request.ts";
import { estimatePromptTokens, maxPromptTokens } from "./tokens.ts";

/** Makes one try whose cost is reserved already: records the request, sends it, records its end, settles the account. */
export type RecordedSender = (
  lane: Lane,
  pending: PendingCall,
  signal: AbortSignal,
) => Promise<Reply | TransportFailure>;

/** The caller gave the call up between its record and its sending: it cost nothing. */
const NEVER_SENT: TransportFailure = {
  status: "failed",
  kind: "aborted",
  httpStatus: null,
  message: "The call was aborted before it was sent.",
  retryAfterMs: null,
  mayBeCharged: false,
};

/** Makes the sender of a gateway. The returned function rejects only when the journal cannot be written. */
export function createRecordedSender(
  journal: CallJournal,
  account: Account,
  prices: ReadonlyMap<string, Price | null>,
  onEvent: ((event: GatewayEvent) => void) | undefined,
): RecordedSender {
  return async (lane, pending, signal) => {
    const { model } = lane.client;
    const price = prices.get(model.id) ?? null;
    let used: Amount | null = null;
    try {
      await journal.begin(pending);
      if (signal.aborted) {
        lane.ended(null, "unknown");
        used = { nanoUsd: 0, tokens: 0, requests: 0 };
        await journal.end(pending, { status: "failed", failure: NEVER_SENT, used });
        return NEVER_SENT;
      }
      onEvent?.({ type: "sent", key: pending.key, model: model.id, tryNumber: pending.tryNumber });
      const result = await lane.client.send(pending.request, signal);
      lane.ended(result.status === "ok" ? null : result);
      if (result.status === "failed") {
        used = result.mayBeCharged ? null : { nanoUsd: 0, tokens: 0, requests: 1 };
        await journal.end(pending, { status: "failed", failure: result, used });
        return result;
      }
      const { usage } = result.answer;
      used = usage === null ? null : amountOf(usage, price);
      const costNanoUsd = usage === null || price === null ? null : costOf(price, usage);
      const reply: Reply = { status: "ok", ...result.answer, model: model.id, costNanoUsd };
      await journal.end(pending, { status: "done", reply, used });
      return reply;
    } finally {
      account.end(pending.reserved, used);
    }
  };
}

/** The most that a request can use; no money where the price is unknown. */
export function worstAmount(model: ModelDefinition, request: ModelRequest, price: Price | null): Amount {
  const promptTokens = maxPromptTokens(request);
  const completionTokens = replyLimit(model, request);
  const nanoUsd = price === null ? 0 : worstCost(price, promptTokens, completionTokens);
  return { nanoUsd, tokens: promptTokens + completionTokens, requests: 1 };
}

/** What a request is reckoned with against a limit of tokens per minute, as providers do: the likely prompt and the reply's limit. */
export function reckonedTokens(model: ModelDefinition, request: ModelRequest): number {
  return estimatePromptTokens(request) + replyLimit(model, request);
}

/** What it turned out to use of that limit; a request that nobody answered is taken as unused. */
export function tokensOf(end: Reply | TransportFailure): number | undefined {
  if (end.status === "failed") return end.mayBeCharged ? undefined : 0;
  return end.usage === null ? undefined : totalTokens(end.usage);
}

function replyLimit(model: ModelDefinition, request: ModelRequest): number {
  if (model.api === "embeddings") return 0;
  return request.parameters?.maxTokens ?? model.parameters.maxTokens;
}

function amountOf(usage: Usage, price: Price | null): Amount {
  return { nanoUsd: price === null ? 0 : costOf(price, usage), tokens: totalTokens(usage), requests: 1 };
}

function totalTokens(usage: Usage): number {
  return usage.promptTokens + usage.completionTokens;
}
