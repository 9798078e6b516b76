import { GalapagosError } from "../../core/index.ts";
import type { Ceiling } from "./ledger.ts";
import { NANO_PER_USD, usdToNano } from "./money.ts";

const PART =
  /^(?:\$\s*(?<dollars>\d+(?:\.\d+)?)|(?<number>\d+(?:\.\d+)?)\s*(?<scale>[kKmM]?)\s*(?<unit>usd|tokens?|requests?))$/;
const SCALES: { readonly [scale: string]: number } = { "": 1, k: 1e3, K: 1e3, m: 1e6, M: 1e6 };

/**
 * The ceiling that a short text states: `5usd`, `$0.50`, `2Mtokens`, `500requests`, or several with commas
 * between.
 *
 * @throws GalapagosError `llm/budget`
 */
export function parseBudget(text: string): Ceiling {
  const ceiling: { nanoUsd: number | null; tokens: number | null; requests: number | null } = {
    nanoUsd: null,
    tokens: null,
    requests: null,
  };
  for (const part of text.split(",").map((each) => each.trim())) {
    const { dollars, number, scale = "", unit = "" } = PART.exec(part)?.groups ?? {};
    const amount = Number(dollars ?? number) * (SCALES[scale] ?? 1);
    const limit =
      dollars !== undefined || unit === "usd" ? "nanoUsd" : unit.startsWith("token") ? "tokens" : "requests";
    const value =
      limit === "nanoUsd" && amount <= Number.MAX_SAFE_INTEGER / NANO_PER_USD
        ? usdToNano(amount)
        : Math.floor(amount);
    if (!(amount > 0) || !Number.isSafeInteger(value) || ceiling[limit] !== null) {
      throw new GalapagosError(
        `Expected a budget above zero, such as 5usd, 2Mtokens or 500requests, got "${text}".`,
        {
          code: "llm/budget",
          hint: "Several limits go with commas, each once: --budget 5usd,500requests",
        },
      );
    }
    ceiling[limit] = value;
  }
  return ceiling;
}
