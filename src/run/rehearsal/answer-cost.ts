import type { RunConfig } from "../../config/index.ts";
import { costOf, estimateTokens, type Price } from "../../llm/index.ts";
import { answererOf } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";

/** A range: what a step takes where all goes well, and what it may take. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The use of models by one step. */
export interface StepCost {
  readonly calls: Range;
  /** Tokens of prompts and replies. */
  readonly tokens: Range;
  /** Dollars; `null` when a price is unknown. */
  readonly costUsd: Range | null;
}

/** Tokens of an answer of one word. */
const SHORT_ANSWER = 4;

/**
 * The calls, tokens and dollars that answering takes in a step where programs are prompts: of one child with short answers, and of
 * a child that is repaired as often as may be, with the longest. Nothing elsewhere.
 */
export function answerCost(
  { definition, seed }: Problem,
  config: RunConfig,
  prices: { readonly [id: string]: Price | null },
): StepCost {
  const { prompt, inputs } = definition;
  const id = answererOf(config);
  if (!prompt || id === null) return NOTHING;
  const each = { low: 1, high: 1 + config.directed.repairs };
  const asked = inputs.reduce<number>(
    (sum, input) => sum + estimateTokens(seed) + estimateTokens(JSON.stringify(input)),
    0,
  );
  const said = { low: SHORT_ANSWER * inputs.length, high: prompt.maxTokens * inputs.length };
  const both = <T>(of: (end: "low" | "high") => T) => ({ low: of("low"), high: of("high") });
  const price = prices[id] ?? null;
  return {
    calls: both((end) => each[end] * inputs.length),
    tokens: both((end) => each[end] * (asked + said[end])),
    costUsd:
      price === null
        ? null
        : both(
            (end) =>
              (each[end] * costOf(price, { ...USAGE, promptTokens: asked, completionTokens: said[end] })) /
              1e9,
          ),
  };
}

const NONE = { low: 0, high: 0 };
const NOTHING = { calls: NONE, tokens: NONE, costUsd: NONE };
const USAGE = { cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
