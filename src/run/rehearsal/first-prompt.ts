import { Population } from "../../../islands/index.ts";
import type { RunConfig } from "../../config/index.ts";
import { type Candidate, candidateId } from "../../core/index.ts";
import { costOf, estimateTokens, type ModelRequest, type Price, type PromptTexts } from "../../llm/index.ts";
import { ensembleOf, openDirectedOperator, type StepServices } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";
import { type FrozenModels, freezeModels } from "../models/frozen-models.ts";

/** Tokens that a reply is taken to have. */
export const REPLY_TOKENS = 800;

/** The first thing that a model would be asked, and about what a run would cost. */
export interface ModelsPreview {
  readonly request: ModelRequest;
  /** Calls of a usual step. */
  readonly callsPerStep: number;
  /** Dollars; `null` when a price is unknown. */
  readonly costPerStepUsd: number | null;
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
  const { planner, summarizer, executor, reactSteps } = config.directed;
  const writing = executor === "react" ? reactSteps / 2 : 1;
  const callsPerStep = Math.ceil(writing) + (planner ? 1 : 0) + (summarizer ? 1 : 0);
  const cost = costOfCall(request, frozen);
  return { request, callsPerStep, costPerStepUsd: cost === null ? null : (cost * callsPerStep) / 1e9 };
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
    score: () => new Promise(() => {}),
  };
  operator
    .propose({ ...population.context(1), bandits: null }, services, new AbortController().signal)
    .catch(asked.reject);
  return asked.promise;
}

function costOfCall({ messages, model }: ModelRequest, { prices }: FrozenModels): number | null {
  const price: Price | null = prices[model] ?? null;
  if (price === null) return null;
  const promptTokens = messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  return costOf(price, {
    promptTokens,
    completionTokens: REPLY_TOKENS,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
  });
}
