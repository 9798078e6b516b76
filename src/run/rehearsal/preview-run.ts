import { Population } from "../../../islands/index.ts";
import { type RunConfig, withBudget } from "../../config/index.ts";
import { type Evaluation, given } from "../../core/index.ts";
import type { ModelRequest } from "../../llm/index.ts";
import { createOfflineOperator, openLanguage } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";
import { asInFirstTurn } from "../rounds/against.ts";
import { planOf } from "../rounds/planned.ts";
import { evaluationSeedOf, scoreSeed } from "../sitting/seed.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import { NOTHING_TO_RESUME, openAnswered } from "../models/early-models.ts";
import { freezeModels } from "../models/frozen-models.ts";
import type { Range, StepCost } from "./answer-cost.ts";
import { previewModels } from "./first-prompt.ts";

/**
 * A run as it would begin: its seed, a first child, about what it would take, and what a model would be asked
 * first.
 */
export interface RunPreview {
  readonly problem: string;
  readonly seed: { readonly score: number; readonly durationMs: number };
  readonly proposal: {
    readonly operator: string;
    readonly note: string;
    readonly status: Evaluation["status"];
    /** `null` for a failure. */
    readonly score: number | null;
    readonly message: string;
    readonly source: string;
  };
  readonly estimate: {
    /** Evaluation alone, more opponents in later rounds counted; `null` where no number of evaluations ends the run. */
    readonly ms: number | null;
    readonly lanes: number;
    /** Dollars of the whole run; `null` where a price or the number of steps is unknown. */
    readonly costUsd: Range | null;
  };
  /** The first request to a model; absent in a run without any. */
  readonly firstPrompt?: ModelRequest["messages"];
  readonly model?: string;
  /** Calls, tokens and dollars of a step: where all goes well, and where much goes wrong and the model thinks long. */
  readonly perStep?: StepCost;
  readonly config: RunConfig;
}

/**
 * Scores the seed and a first proposal, in the first turn of rounds where there are some, and makes a model's first prompt without sending it; writes nothing.
 *
 * @throws GalapagosError `run/seed-failed`, `evaluate/*`, `llm/*`
 */
export async function previewRun(
  plain: Problem,
  asked: RunConfig,
  options: SittingOptions = {},
): Promise<RunPreview> {
  const problem = asInFirstTurn(plain);
  const plan = planOf(plain, asked);
  const config = withBudget(plan.config);
  const evaluationSeed = evaluationSeedOf(config.seed);
  const prices = (await freezeModels(config))?.prices;
  const known = { ...given({ prices }), ifPoor: NOTHING_TO_RESUME };
  await using early = await openAnswered(problem, config, { ...options, lanes: 1 }, known);
  const seed = await scoreSeed(problem, early.evaluator, evaluationSeed, options);
  const population = new Population(0, config, problem);
  population.consume(seed);
  const operator = createOfflineOperator({ problem, language: await openLanguage(problem) });
  const { source, operator: made, note } = await operator.propose(population.context(1));
  const verdict = await early.evaluator.evaluate({ source, seed: evaluationSeed }, options.signal);
  const { status, message } = verdict;
  const { lanes } = early.evaluator.facts();
  const { durationMs } = seed.evaluation;
  const perEvaluationMs = plan.growth * Math.max(durationMs, verdict.durationMs);
  const { evaluations } = config;
  const models = await previewModels(problem, config, seed);
  return {
    problem: problem.definition.name,
    seed: { score: seed.evaluation.status === "ok" ? seed.evaluation.score : 0, durationMs },
    proposal: { operator: made, note, status, score: scoreOf(verdict), message, source },
    estimate: {
      ms: evaluations === null ? null : (evaluations * perEvaluationMs) / lanes,
      lanes,
      costUsd: models === null ? NOTHING : totalOf(models.costUsd, evaluations),
    },
    ...(models && {
      firstPrompt: models.request.messages,
      model: models.request.model,
      perStep: { calls: models.calls, tokens: models.tokens, costUsd: models.costUsd },
    }),
    config,
  };
}

const NOTHING: Range = { low: 0, high: 0 };

function totalOf(perStep: Range | null, steps: number | null): Range | null {
  return perStep === null || steps === null ? null : { low: perStep.low * steps, high: perStep.high * steps };
}

function scoreOf(verdict: Evaluation): number | null {
  return verdict.status === "ok" ? verdict.score : null;
}
