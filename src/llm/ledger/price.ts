import type { Usage } from "../reply.ts";

/**
 * Prices for prompts of a certain length, pico-dollars per token (a dollar per million tokens is 1,000,000).
 * Whole numbers.
 */
export interface PriceTier {
  /** Prompt tokens from which this tier holds for the whole request. */
  readonly fromTokens: number;
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/** A model's price, as frozen into a run. */
export interface Price {
  /** Tiers, ascending; the first begins at 0. */
  readonly tiers: readonly PriceTier[];
  /** Pico-dollars per request. */
  readonly request: number;
  /** Where the price comes from, for people and for the record. */
  readonly source: string;
  /** Nobody states it: the server is on this machine, so nothing is counted; no ceiling in dollars may rest on it. */
  readonly assumed?: true;
}

/** A price of nothing. */
export function freePrice(source: string): Price {
  const tier = { fromTokens: 0, input: 0, cachedInput: 0, cacheWrite: 0, output: 0 };
  return { tiers: [tier], request: 0, source };
}

/** Cost of a call with this usage, nano-dollars, rounded up. Exact: the sums are made in big integers. */
export function costOf(price: Price, usage: Usage): number {
  const tier = price.tiers.findLast(({ fromTokens }) => usage.promptTokens >= fromTokens) ?? price.tiers[0];
  if (tier === undefined) return 0;
  const cached = Math.min(usage.cachedTokens, usage.promptTokens);
  const written = Math.min(usage.cacheWriteTokens, usage.promptTokens - cached);
  const plain = usage.promptTokens - cached - written;
  return toNano(
    BigInt(price.request) +
      times(plain, tier.input) +
      times(cached, tier.cachedInput) +
      times(written, tier.cacheWrite) +
      times(usage.completionTokens, tier.output),
  );
}

/** The most that a call may cost, nano-dollars: the dearest tier it can reach, every token at its dearest. */
export function worstCost(price: Price, promptTokens: number, completionTokens: number): number {
  let worst = 0n;
  for (const tier of price.tiers) {
    if (tier.fromTokens > promptTokens) continue;
    const input = Math.max(tier.input, tier.cachedInput, tier.cacheWrite);
    const cost = BigInt(price.request) + times(promptTokens, input) + times(completionTokens, tier.output);
    if (cost > worst) worst = cost;
  }
  return toNano(worst);
}

function times(tokens: number, pico: number): bigint {
  return BigInt(tokens) * BigInt(pico);
}

function toNano(pico: bigint): number {
  return Number((pico + 999n) / 1000n);
}
