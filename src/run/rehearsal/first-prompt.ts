import { Population } from "../../../islands/index.ts";
import type { RunConfig } from "../../config/index.ts";
import { type Candidate, candidateId } from "../../core/index.ts";
import {
  costOf,
  estimateTokens,
  type ModelRequest,
  type Price,
  type PromptTexts,
  type Usage,
} from "../../llm/index.ts";
import { EMBEDDING, ensembleOf, openDirectedOperator, type StepServices } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";
import { freezeModels } from "../models/frozen-models.ts";
import { answerCost, type Range, type StepCost } from "./answer-cost.ts";

/** Tokens that a reply is taken to have: without hidden reasoning, and with as much as models usually do. */
const REPLY_TOKENS: Range = { low: 1000, high: 5000 };
/** Size of later prompts: programs grow, and what was tried is told. */
const PROMPT_GROWTH: Range = { low: 1, high: 3 };

/** The first thing that a model would be asked, and about what a run would cost. */
export interface ModelsPreview extends StepCost {
  readonly request: ModelRequest;
}

/**
 * Makes the first step up to its first call, and goes no further: nothing is sent. `null` for a run without
 * models.
 *
 * @throws GalapagosError for models, prices and prompts that cannot be used
 */
export async function previewModels(
  problem: Problem,
  config: RunConfig,
  seed: Candidate,
): Promise<ModelsPreview | null> {
  const [frozen, ensemble] = [await freezeModels(config), ensembleOf(config)];
  if (frozen === null || ensemble === null) return null;
  const request = await firstRequest(problem, config, seed, frozen.prompts);
  const calls = callsOf(config);
  const at = (end: keyof Range) => usageOf(request, end);
  const times = (of: (end: keyof Range) => number): Range => ({
    low: calls.low * of("low"),
    high: calls.high * of("high"),
  });
  const { embedding } = config.directed;
  const prices = Object.entries(frozen.prices).flatMap(([id, price]) =>
    embedding && id === EMBEDDING ? [] : [price],
  );
  const answers = answerCost(problem, config, frozen.prices);
  const tokens = times((end) => at(end).promptTokens + at(end).completionTokens);
  const costUsd = prices.includes(null) ? null : times((end) => dollarsOf(prices, end, at(end)));
  return {
    request,
    calls: sumOf(calls, answers.calls),
    tokens: sumOf(tokens, answers.tokens),
    costUsd: costUsd && answers.costUsd && sumOf(costUsd, answers.costUsd),
  };
}

function sumOf(a: Range, b: Range): Range {
  return { low: a.low + b.low, high: a.high + b.high };
}

/** Dollars of a call by the cheapest model of the run, or by the dearest: each may have any role. */
function dollarsOf(prices: readonly (Price | null)[], end: keyof Range, usage: Usage): number {
  const costs = prices.flatMap((price) => (price === null ? [] : [costOf(price, usage) / 1e9]));
  return end === "low" ? Math.min(...costs) : Math.max(...costs);
}

/** Calls of a step: with no repair and the fewest turns, and with all of them. */
function callsOf({ directed }: RunConfig): Range {
  const { calls, reflection, planner, planTools, summarizer, executor, agent } = directed;
  const { reactSteps, repairs, rounds, parallel } = directed;
  const attempt = { low: 1, high: 1 + repairs };
  if (calls === "one") {
    const looking = reflection > 0 ? 1 / reflection : 0;
    return { low: attempt.low + looking, high: attempt.high + looking };
  }
  const chat = { low: parallel, high: rounds * parallel * attempt.high };
  const react = { low: Math.min(2, reactSteps), high: reactSteps };
  const writing =
    executor === "chat"
      ? chat
      : executor === "react"
        ? react
        : executor === "agent"
          ? { low: 1, high: agent.turns }
          : { low: chat.low, high: Math.max(chat.high, react.high) };
  const planning = planner && executor !== "agent" ? { low: 1, high: 1 + planTools } : { low: 0, high: 0 };
  const explaining = summarizer ? 1 : 0;
  return { low: planning.low + writing.low + explaining, high: planning.high + writing.high + explaining };
}

async function firstRequest(
  problem: Problem,
  config: RunConfig,
  seed: Candidate,
  prompts: PromptTexts,
): Promise<ModelRequest> {
  const ensemble = ensembleOf(config);
  if (ensemble === null) throw new Error("this run has no models");
  const population = new Population(0, config, problem);
  population.consume(seed);
  // an offline share of the steps asks nobody
  const asking = {
    ...config,
    directed: { ...config.directed, operators: { ...config.directed.operators, mutate: 0 } },
  };
  const operator = await openDirectedOperator({ problem, config: asking, ensemble, prompts });
  const asked = Promise.withResolvers<ModelRequest>();
  const services: StepServices = {
    memory: null,
    history: {
      candidate: (id) => (id === candidateId(0, 0) ? seed : null),
      ancestors: () => [],
      children: () => [],
      islandBests: () => [],
    },
    ask(request) {
      asked.resolve(request);
      return new Promise(() => {});
    },
    once(request) {
      asked.resolve(request);
      return new Promise(() => {});
    },
    giveUp: () => new Promise(() => {}),
    score: () => new Promise(() => {}),
  };
  operator
    .propose({ ...population.context(1), bandits: null }, services, new AbortController().signal)
    .catch(asked.reject);
  return asked.promise;
}

/** Tokens of one call. */
function usageOf({ messages }: ModelRequest, end: keyof Range) {
  const first = messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  return {
    promptTokens: Math.round(first * PROMPT_GROWTH[end]),
    completionTokens: REPLY_TOKENS[end],
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
  };
}
