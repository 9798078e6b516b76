import type { RunConfig } from "../../config/index.ts";
import { GalapagosError, given } from "../../core/index.ts";
import type { ModelRequest } from "../../llm/index.ts";
import type { Problem } from "../../problem/index.ts";
import { evaluationSeedOf, scoreSeed } from "../sitting/seed.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import { openAnswered } from "../models/early-models.ts";
import { freezeModels } from "../models/frozen-models.ts";
import { previewModels } from "./first-prompt.ts";

/**
 * The first prompt of a run, as it would be sent; nothing is recorded, and nothing sent but, where programs are prompts, the questions to the seed.
 *
 * @throws GalapagosError `run/seed-failed`, `evaluate/*`, `llm/*`, `prompt/*`
 */
export async function firstPromptOf(
  problem: Problem,
  config: RunConfig,
  options: SittingOptions = {},
): Promise<ModelRequest["messages"]> {
  const prices = (await freezeModels(config))?.prices;
  await using early = await openAnswered(problem, config, { ...options, lanes: 1 }, given({ prices }));
  const seed = await scoreSeed(problem, early.evaluator, evaluationSeedOf(config.seed), options);
  const preview = await previewModels(problem, config, seed);
  if (preview !== null) return preview.request.messages;
  throw new GalapagosError("a run without models sends no prompts", {
    code: "llm/none",
    hint: "name one: --model stand-in",
  });
}
