import type { RunConfig } from "../../config/index.ts";
import { canonicalJson } from "../../core/index.ts";
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

/** A model's part in a step; children of one call are their writer's alone. */
export type Role = keyof RunConfig["roles"];

/** The models of single roles, by role. */
export function roleModelsOf({ roles }: RunConfig): ReadonlyMap<Role, ModelDefinition> {
  return new Map(
    ROLES.flatMap((role) => {
      const settings = roles[role];
      return settings === null ? [] : [[role, defineModel(settings)] as const];
    }),
  );
}

const ROLES = ["planner", "executor", "reflection", "answer"] as const;

/** The role that a call is made in, by its purpose. */
export function roleOf(purpose: string): Role {
  if (purpose.startsWith(ANSWER)) return "answer";
  if (purpose === "plan") return "planner";
  return purpose === "reflect" || purpose === "summarize" ? "reflection" : "executor";
}

/** Beginning of the purposes of calls that answer a prompt; behind it comes the request's hash. */
export const ANSWER = "answer-";

/**
 * Id of the model that answers where programs are prompts; `null` without any.
 *
 * @throws GalapagosError `llm/model` for settings that make no model
 */
export function answererOf({ models, roles }: RunConfig): string | null {
  const settings = roles.answer ?? models[0];
  return settings === undefined ? null : defineModel(settings).id;
}

/** Purpose under which the session of a coding agent is on record, as if it were a call that cost nothing. */
export const SESSION = "agent";

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
  const named = [...ensemble.models, ...roleModelsOf(config).values()];
  // one model may have several roles
  const models = named.filter(
    (model, at) => named.findIndex((other) => canonicalJson(other) === canonicalJson(model)) === at,
  );
  if (!embedding) return models;
  return [...models, defineModel({ ...embedding, id: EMBEDDING, api: "embeddings", stream: false })];
}
