import type { IslandModels } from "../../config/index.ts";
import { GalapagosError, type Random } from "../../core/index.ts";
import type { ModelDefinition } from "../model-definition.ts";
import { type BanditSettings, type BanditState, chooseArm, openBandit } from "./bandit.ts";

/** The models of a run and who uses which. */
export interface Ensemble {
  readonly models: readonly ModelDefinition[];
  /** By island number; islands without an entry use all models. */
  readonly islands: { readonly [island: number]: IslandModels };
}

/** The model of one call, with its settings. */
export interface ModelChoice {
  /** Id of the model. */
  readonly model: string;
  readonly temperature: number | undefined;
  readonly promptVariant: string;
}

/**
 * The models that an island may use, with their weights.
 * @throws GalapagosError `llm/ensemble` when it names unknown ones or none is left
 */
export function armsOf(ensemble: Ensemble, island: number): { name: string; weight: number }[] {
  const weights = ensemble.islands[island]?.weights;
  const known = new Set(ensemble.models.map(({ id }) => id));
  const unknown = Object.keys(weights ?? {}).filter((id) => !known.has(id));
  const arms =
    weights === undefined
      ? ensemble.models.map(({ id, weight }) => ({ name: id, weight }))
      : Object.entries(weights).map(([name, weight]) => ({ name, weight }));
  if (unknown.length === 0 && arms.some(({ weight }) => weight > 0)) return arms;
  const complaint =
    unknown.length > 0 ? `names unknown models: ${unknown.join(", ")}` : "has no model of positive weight";
  throw new GalapagosError(`Island ${island} ${complaint}; the run has ${[...known].join(", ") || "none"}.`, {
    code: "llm/ensemble",
    hint: "Give each island weights of models that the run has.",
  });
}

/** The bandit over an island's models. */
export function openModelBandit(ensemble: Ensemble, island: number): BanditState {
  return openBandit(armsOf(ensemble, island));
}

/**
 * Chooses the model for a step.
 *
 * @param bandit - the island's bandit by logical time, or `null` to go by weight alone
 * @param random - a stream named after the decision
 */
export function chooseModel(
  ensemble: Ensemble,
  island: number,
  bandit: BanditState | null,
  random: Random,
  settings?: BanditSettings,
): ModelChoice {
  const model =
    bandit === null
      ? random.weighted(armsOf(ensemble, island), ({ weight }) => weight).name
      : chooseArm(bandit, random, settings);
  const { temperature, promptVariant = "default" } = ensemble.islands[island] ?? {};
  return { model, temperature, promptVariant };
}
