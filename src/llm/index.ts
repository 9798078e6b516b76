/**
 * The gateway is the one place in a run that talks to language models. It asks any endpoint of the OpenAI
 * protocol, keeps to rate limits, tries again what passes by itself, reserves money before it spends it, and
 * records every request before it is sent and every reply before it is used, so that nothing is paid for
 * twice. Keys live in its clients and nowhere else.
 */
export { type CallKey, callKeyText } from "./call-key.ts";
export {
  type BanditState,
  chooseArm,
  credit,
  DEFAULT_BANDIT,
  openBandit,
} from "./choice/bandit.ts";
export {
  armsOf,
  chooseModel,
  type Ensemble,
  openModelBandit,
} from "./choice/ensemble.ts";
export { assistantTurn, assistantWords } from "./assistant-turn.ts";
export { createModelClient, type ModelClient } from "./client/model-client.ts";
export type { Answer } from "./client/answer.ts";
export { sendAdapting } from "./client/send-adapting.ts";
export { createModelClients, type Environment, proxyHint, readKey } from "./client/read-key.ts";
export { type Clock, systemClock } from "./clock.ts";
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export { type AskModel, createModelEndpoint, type ModelEndpoint } from "./model-endpoint.ts";
export type { GatewayEvent } from "./gateway-event.ts";
export type { CallJournal, PendingCall } from "./journal/journal.ts";
export { createMemoryJournal } from "./journal/memory-journal.ts";
export { callWrites, createStoreJournal } from "./journal/store-journal.ts";
export { parseBudget } from "./ledger/budget.ts";
export { rebuildLedger } from "./ledger/account.ts";
export {
  type Amount,
  type Ceiling,
  type LedgerState,
  NO_CEILING,
  openLedger,
  type Used,
} from "./ledger/ledger.ts";
export { formatUsd, NANO_PER_USD, usdToNano } from "./ledger/money.ts";
export { costOf, freePrice, type Price, worstCost } from "./ledger/price.ts";
export { isLoopback } from "./loopback.ts";
export type { Purse } from "./ledger/purse.ts";
export { findPrice, requirePrices } from "./ledger/price-list.ts";
export {
  checkBaseUrl,
  defineModel,
  type ModelDefinition,
  parseModel,
} from "./model-definition.ts";
export type { ModelSettings } from "../config/index.ts";
export * from "./prompts/index.ts";
export { createRedactor } from "./redact.ts";
export { type ProbeResult, probeModel } from "./probe.ts";
export { connectGateway } from "./remote/connect-gateway.ts";
export { serveGateway } from "./remote/serve-gateway.ts";
export * from "./reply.ts";
export * from "./request.ts";
export { cosine, packVector } from "./vector.ts";
export { clockTime } from "./clock-time.ts";
export { BYTES_PER_TOKEN, estimateTokens, maxPromptTokens } from "./tokens.ts";
/**
 * The model to try this room against: whoever puts a strange server in front of it starts it from here.
 *
 * @public
 */
export { createOfflineMutator, startStandIn } from "../stand-in/index.ts";
