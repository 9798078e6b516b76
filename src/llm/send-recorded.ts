import type { Manner } from "./client/manner.ts";
import { replyLimit } from "./client/manner.ts";
import type { Sent } from "./client/model-client.ts";
import type { Pass } from "./flow/model-route.ts";
import type { GatewayEvent } from "./gateway-event.ts";
import type { CallJournal, PendingCall } from "./journal/journal.ts";
import type { Account } from "./ledger/account.ts";
import type { Amount, Used } from "./ledger/ledger.ts";
import { costOf, type Price, worstCost } from "./ledger/price.ts";
import type { ModelDefinition } from "./model-definition.ts";
import type { Reply, TransportFailure, Usage } from "./reply.ts";
import type { ModelRequest } from "./request.ts";
import { estimatePromptTokens, maxPromptTokens } from "./tokens.ts";

/** A try that is about to be made. */
interface Try {
  readonly pass: Pass;
  readonly pending: PendingCall;
  /** How the model is asked; what was reserved for. */
  readonly manner: Manner;
  /** The failure as it is recorded and counts for the call. */
  readonly judge: (failure: TransportFailure) => TransportFailure;
  /** The account that it was reserved in. */
  readonly account: Account;
}

/**
 * Makes one try whose cost is reserved already: records the request, sends it, records its end, settles the
 * account.
 */
export type RecordedSender = (made: Try, signal: AbortSignal) => Promise<Reply | TransportFailure>;

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
  prices: ReadonlyMap<string, Price | null>,
  onEvent: ((event: GatewayEvent) => void) | undefined,
): RecordedSender {
  const send = async ({ pass, pending, manner }: Try, signal: AbortSignal): Promise<Sent> => {
    const { client } = pass.route;
    const { key, tryNumber } = pending;
    const model = client.model.id;
    onEvent?.({ type: "sent", key, model, tryNumber, streams: manner.stream });
    return client.send(pending.request, signal, manner, () => onEvent?.({ type: "coming", key, model }));
  };
  return async (made, signal) => {
    const { pass, pending, judge, account } = made;
    const { model } = pass.route.client;
    const told = <T extends Reply | TransportFailure>(end: T): T => {
      onEvent?.({ type: "tried", key: pending.key, model: model.id, tryNumber: pending.tryNumber, end });
      return end;
    };
    const price = prices.get(model.id) ?? null;
    let used: Used | null = null;
    try {
      await journal.begin(pending);
      if (signal.aborted) {
        pass.abandoned();
        used = { nanoUsd: 0, tokens: 0, requests: 0 };
        await journal.end(pending, { status: "failed", failure: NEVER_SENT, used });
        return NEVER_SENT;
      }
      pass.begins();
      const result = await send(made, signal);
      if (result.status === "failed") {
        const failure = judge(pass.failed(result));
        used = usedByFailure(failure, price);
        await journal.end(pending, { status: "failed", failure, used });
        return told(failure);
      }
      pass.answered();
      const { usage } = result.answer;
      used = usage === null ? null : amountOf(usage, price);
      const costNanoUsd = usage === null || price === null ? null : costOf(price, usage);
      const reply: Reply = { status: "ok", ...result.answer, model: model.id, costNanoUsd };
      await journal.end(pending, { status: "done", reply, used });
      return told(reply);
    } finally {
      account.end(pending.reserved, used);
    }
  };
}

/** The most that a request with a reply of so many tokens can use; no money where the price is unknown. */
export function worstAmount(request: ModelRequest, completionTokens: number, price: Price | null): Amount {
  const promptTokens = maxPromptTokens(request);
  const nanoUsd = price === null ? 0 : worstCost(price, promptTokens, completionTokens);
  return { nanoUsd, tokens: promptTokens + completionTokens, requests: 1 };
}

/**
 * A request's share of a limit of tokens per minute, as providers reckon: the likely prompt
 * and the reply's limit.
 */
export function reckonedTokens(model: ModelDefinition, request: ModelRequest, manner: Manner): number {
  return estimatePromptTokens(request) + replyLimit(model, request, manner);
}

/** A request's true share of that limit; without an answer it is none. */
export function tokensOf(end: Reply | TransportFailure): number | undefined {
  if (end.status === "failed") return end.mayBeCharged ? undefined : 0;
  return end.usage === null || end.usage.estimated ? undefined : totalTokens(end.usage);
}

function usedByFailure({ usage, mayBeCharged }: TransportFailure, price: Price | null): Used | null {
  if (usage !== undefined) return amountOf(usage, price);
  return mayBeCharged ? null : { nanoUsd: 0, tokens: 0, requests: 1 };
}

function amountOf(usage: Usage, price: Price | null): Used {
  const { estimated, promptTokens, reasoningTokens, cachedTokens } = usage;
  return {
    nanoUsd: price === null ? 0 : costOf(price, usage),
    tokens: totalTokens(usage),
    requests: 1,
    promptTokens,
    ...(estimated && { estimated }),
    ...(reasoningTokens > 0 && { reasoningTokens }),
    ...(cachedTokens > 0 && { cachedTokens }),
  };
}

function totalTokens(usage: Usage): number {
  return usage.promptTokens + usage.completionTokens;
}
