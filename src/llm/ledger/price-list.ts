import type { ModelPrice } from "@pydantic/genai-prices";
import { EXIT, GalapagosError } from "../../core/index.ts";
import { isLoopback } from "../loopback.ts";
import type { ModelDefinition } from "../model-definition.ts";
import { freePrice, type Price, type PriceTier } from "./price.ts";

/**
 * The price of a model: what the user states, or what the bundled list says for the model at its endpoint;
 * `null` when neither knows. Unknown prices are never guessed.
 *
 * @param date - the day that the price is for: lists keep dated prices
 */
export async function findPrice(model: ModelDefinition, date: Date): Promise<Price | null> {
  if (model.price === "free") return freePrice("stated: free");
  if (model.price !== null) {
    const { inputUsd, outputUsd, cachedInputUsd = inputUsd } = model.price;
    const [input, output, cachedInput] = [inputUsd, outputUsd, cachedInputUsd].map((usd) =>
      toPico(usd, model),
    );
    const tier = { fromTokens: 0, input: input ?? 0, output: output ?? 0, cachedInput: cachedInput ?? 0 };
    return { tiers: [{ ...tier, cacheWrite: tier.input }], request: 0, source: "stated by the user" };
  }
  // it may pass calls on to a provider, which only its user knows
  if (isLoopback(model.baseUrl)) return { ...freePrice(ON_THIS_MACHINE), assumed: true };
  // Two megabytes of data: loaded only when a price is looked up.
  const { calcPrice, findProvider } = await import("@pydantic/genai-prices");
  // Without a provider of that address the list would guess one from the model's name.
  if (findProvider({ providerApiUrl: model.baseUrl }) === undefined) return null;
  const found = calcPrice({ input_tokens: 0, output_tokens: 0 }, model.model, {
    providerApiUrl: model.baseUrl,
    timestamp: date,
  });
  const tiers = found === null ? null : readTiers(found.model_price, model);
  if (found === null || tiers === null) return null;
  const request = Math.ceil(scalar(found.model_price[PER_REQUEST]) * 1e9);
  return { tiers, request, source: `${LIST}: ${found.provider.id}/${found.model.id}` };
}

/**
 * Refuses to go on without prices when a budget in dollars is set.
 *
 * @throws GalapagosError `llm/price-unknown`
 */
export function requirePrices(prices: ReadonlyMap<string, Price | null>): void {
  const unknown = [...prices].filter(([, price]) => price === null || price.assumed).map(([id]) => id);
  if (unknown.length === 0) return;
  throw new GalapagosError(`A budget in dollars needs prices, and none is known for ${unknown.join(", ")}.`, {
    code: "llm/price-unknown",
    exitCode: EXIT.usage,
    hint: `State it in place of --model: --set 'models=[{"model":"name","baseUrl":"address","price":"free"}]', or {"inputUsd": …, "outputUsd": …} per million tokens; or budget tokens: --budget 2Mtokens`,
  });
}

function readTiers(prices: ModelPrice, model: ModelDefinition): PriceTier[] | null {
  if (prices.input_mtok === undefined || prices.output_mtok === undefined) return null;
  const starts = new Set([0]);
  for (const price of Object.values(prices)) {
    if (typeof price === "object") for (const tier of price.tiers) starts.add(tier.start);
  }
  return [...starts]
    .sort((a, b) => a - b)
    .map((fromTokens) => {
      const at = (key: string, otherwise: number): number => {
        const price = prices[key];
        if (price === undefined) return otherwise;
        if (typeof price === "number") return toPico(price, model);
        const tier = price.tiers
          .filter(({ start }) => start <= fromTokens)
          .sort((a, b) => b.start - a.start)[0];
        return toPico(tier?.price ?? price.base, model);
      };
      const input = at("input_mtok", 0);
      const cacheWrite = at("cache_write_mtok", input);
      return {
        fromTokens,
        input,
        cachedInput: at("cache_read_mtok", input),
        cacheWrite,
        output: at("output_mtok", 0),
      };
    });
}

function scalar(price: ModelPrice[string]): number {
  if (price === undefined) return 0;
  return typeof price === "number" ? price : price.base;
}

function toPico(usdPerMillion: number, model: ModelDefinition): number {
  const pico = Math.ceil(Number((usdPerMillion * PICO).toPrecision(15)));
  if (usdPerMillion >= 0 && Number.isSafeInteger(pico)) return pico;
  throw new GalapagosError(`Model "${model.id}": expected a price of at least 0, got ${usdPerMillion}.`, {
    code: "llm/model",
    hint: "Prices are dollars per million tokens.",
  });
}

const ON_THIS_MACHINE = "a server on this machine";
const LIST = "@pydantic/genai-prices 0.1.8 (2026-09-23)";
/** Pico-dollars per token in a dollar per million tokens. */
const PICO = 1_000_000;
/**
 * Keys of the list that a text model's call can be charged by; other keys (audio, searches) are never used by
 * a run.
 */
const PER_REQUEST = "requests_kcount";
