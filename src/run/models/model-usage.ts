import { type Amount, NANO_PER_USD, NO_CEILING, rebuildLedger, type Used } from "../../llm/index.ts";
import type { CallReader } from "../../store/index.ts";
import { type Prices, type RoleSpending, spendingByRole, uncounted } from "./spending.ts";

/** The use of a run's models. */
export interface ModelUsage {
  /** Requests that were sent, failed ones included. */
  readonly calls: number;
  /** Tokens of prompts and replies that are known to be used. */
  readonly tokens: number;
  /** Of `tokens`, those of calls whose server did not count: every byte is taken as one. */
  readonly estimatedTokens: number;
  /** Of `tokens`, hidden reasoning. */
  readonly reasoningTokens: number;
  /** Of `tokens`, those of prompts; 0 in runs of earlier versions, which did not record it. */
  readonly promptTokens: number;
  /** Of `promptTokens`, those that a provider had in its cache. */
  readonly cachedTokens: number;
  /** Dollars that are known to be spent; `null` when the price of a model is unknown. */
  readonly costUsd: number | null;
  /** Dollars that stay reserved for requests whose end nobody knows: the bill is at most the sum of both. */
  readonly unsettledUsd: number;
  /** The same by model and role. */
  readonly spending: readonly RoleSpending[];
  /** Models on this machine whose calls count as $0, because nobody says what they cost. */
  readonly uncounted: readonly string[];
}

/** Adds up the journal of a run. */
export function modelUsage(calls: CallReader, prices: Prices): ModelUsage {
  const pricesKnown = Object.values(prices).every((price) => price !== null);
  const spending = [...spendingOf(calls.spending())];
  const { settled, unsettled } = rebuildLedger(NO_CEILING, spending);
  const sum = (of: (used: Used) => number): number =>
    spending.reduce((total, { used }) => total + (used === null ? 0 : of(used)), 0);
  return {
    calls: settled.requests + unsettled.requests,
    tokens: settled.tokens,
    estimatedTokens: sum(({ estimated, tokens }) => (estimated ? tokens : 0)),
    reasoningTokens: sum(({ reasoningTokens = 0 }) => reasoningTokens),
    promptTokens: sum(({ promptTokens = 0 }) => promptTokens),
    cachedTokens: sum(({ cachedTokens = 0 }) => cachedTokens),
    costUsd: pricesKnown ? settled.nanoUsd / NANO_PER_USD : null,
    unsettledUsd: unsettled.nanoUsd / NANO_PER_USD,
    spending: spendingByRole(calls, prices),
    uncounted: uncounted(prices),
  };
}

function* spendingOf(rows: Iterable<{ readonly reserved: unknown; readonly used: unknown }>) {
  for (const { reserved, used } of rows) {
    yield { reserved: reserved as Amount, used: used as Used | null };
  }
}
