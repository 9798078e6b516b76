import { NANO_PER_USD, type Price, type Used } from "../../llm/index.ts";
import { EMBEDDING, roleOf, SESSION } from "../../operators/index.ts";
import type { CallReader } from "../../store/index.ts";

/** The use of one model in one role: a line of the summary's table. */
export interface RoleSpending {
  readonly model: string;
  /** `planner`, `executor` (who writes programs, by one call too), `reflection`, or `embedding`. */
  readonly role: string;
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Known to be spent; `null` when the model's price is unknown. */
  readonly costUsd: number | null;
}

/** Prices by model id, as a run has frozen them. */
export type Prices = { readonly [modelId: string]: Price | null };

/** The use of a run's models by model and role, in the order of their first calls. */
export function spendingByRole(calls: CallReader, prices: Prices): readonly RoleSpending[] {
  const lines = new Map<string, { -readonly [key in keyof RoleSpending]: RoleSpending[key] }>();
  for (const { purpose, model, used } of calls.spending()) {
    // the calls of an agent's session stand for themselves
    if (purpose === SESSION) continue;
    const role = model === EMBEDDING ? EMBEDDING : roleOf(purpose);
    const key = JSON.stringify([model, role]);
    const { tokens = 0, promptTokens = 0, nanoUsd = 0 } = (used ?? {}) as Partial<Used>;
    const price = prices[model] ?? null;
    const line = lines.get(key) ?? {
      ...{ model, role, requests: 0, promptTokens: 0, completionTokens: 0 },
      costUsd: price === null ? null : 0,
    };
    line.requests++;
    line.promptTokens += promptTokens;
    line.completionTokens += tokens - promptTokens;
    if (line.costUsd !== null) line.costUsd += nanoUsd / NANO_PER_USD;
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** Models that nothing is counted for because they are on this machine, and nobody says what they cost. */
export function uncounted(prices: Prices): readonly string[] {
  return Object.entries(prices).flatMap(([id, price]) => (price?.assumed ? [id] : []));
}
