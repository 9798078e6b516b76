import type { RunConfig } from "../../config/index.ts";
import { defineModel, type Ensemble, type ModelDefinition } from "../../llm/index.ts";

/**
 * The models of a run as islands know them: names and weights; `null` without any.
 *
 * @throws GalapagosError `llm/model` for settings that make no model
 */
export function ensembleOf(config: RunConfig): Ensemble | null {
  if (config.models.length === 0) return null;
  const entries = config.islandModels;
  const islands = Array.from(
    { length: entries.length === 0 ? 0 : config.islands },
    (_, island) => [island, entries[island % entries.length] ?? {}] as const,
  );
  return { models: config.models.map(defineModel), islands: Object.fromEntries(islands) };
}

/** Id of the model that compares programs, within a run. */
export const EMBEDDING = "embedding";

/**
 * Every model that a run asks: those that make children, and the one that compares them.
 *
 * @throws GalapagosError `llm/model` for settings that make no model
 */
export function modelsOf(config: RunConfig): readonly ModelDefinition[] {
  const ensemble = ensembleOf(config);
  if (ensemble === null) return [];
  const { embedding } = config.directed;
  if (!embedding) return ensemble.models;
  return [...ensemble.models, defineModel({ ...embedding, id: EMBEDDING, api: "embeddings", stream: false })];
}
