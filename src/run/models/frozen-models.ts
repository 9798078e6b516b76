import { OPENAI_BASE_URL, type RunConfig } from "../../config/index.ts";
import { EXIT, GalapagosError } from "../../core/index.ts";
import {
  armsOf,
  type Ceiling,
  createPromptLibrary,
  findPrice,
  freePrice,
  type ModelDefinition,
  NANO_PER_USD,
  type Price,
  type PromptTexts,
  readPromptTexts,
  requirePrices,
} from "../../llm/index.ts";
import { ensembleOf, modelsOf } from "../../operators/index.ts";

/** The facts of the world outside that a run with models keeps as they were at its beginning. */
export interface FrozenModels {
  /** By model id; `null` where none is known. */
  readonly prices: { readonly [modelId: string]: Price | null };
  readonly prompts: PromptTexts;
}

/**
 * Looks prices up and reads the prompts, once for the whole run; `null` for a run without models. Refuses
 * what could only fail later.
 *
 * @throws GalapagosError `llm/model`, `llm/ensemble`, `llm/price-unknown`, `prompt/*`
 */
export async function freezeModels(config: RunConfig): Promise<FrozenModels | null> {
  const ensemble = ensembleOf(config);
  requireAsked(config);
  checkAgentSettings(config);
  if (ensemble === null) return null;
  const models = modelsOf(config);
  const ids = models.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new GalapagosError(`Two models are called ${JSON.stringify(twice)}.`, {
      code: "llm/ensemble",
      hint: 'Give one of them another "id" in its settings.',
    });
  }
  for (let island = 0; island < config.islands; island++) armsOf(ensemble, island);
  if (Object.values(config.directed.operators).every((weight) => weight === 0)) {
    throw new GalapagosError("No way to make a child has a weight above 0.", {
      code: "config/invalid",
      hint: "for example: --set directed.operators.improve=1",
    });
  }
  const today = new Date();
  const prices = new Map<string, Price | null>();
  for (const model of models) {
    prices.set(model.id, isStandIn(model) ? freePrice("stand-in") : await findPrice(model, today));
  }
  if (config.budget.usd !== null) requirePrices(prices);
  const prompts = readPromptTexts(config.prompts);
  createPromptLibrary(prompts);
  return { prices: Object.fromEntries(prices), prompts };
}

/** Refuses models of roles that no step has. */
function requireAsked({ models, roles, directed }: RunConfig): void {
  const named = Object.entries(roles).flatMap(([role, model]) => (model === null ? [] : [role]));
  const [first] = named;
  if (first === undefined) return;
  const refuse = (message: string, hint: string): never => {
    throw new GalapagosError(message, { code: "llm/ensemble", exitCode: EXIT.usage, hint });
  };
  if (models.length === 0)
    refuse(
      `A model is named for the role of ${first}, and none for the others.`,
      "Name it too: --model <name>",
    );
  if (directed.calls === "one" && named.some((role) => role === "planner" || role === "executor"))
    refuse(
      "A model is named for a planner or an executor, and children are made by one call, which has neither.",
      "Plan, execute and summarize with --pes, or name the model by --model.",
    );
}

/** True where a coding agent makes children. */
export function usesAgent({ directed, models }: RunConfig): boolean {
  const isExecutor = directed.calls === "plan" && directed.executor === "agent";
  return models.length > 0 && (isExecutor || directed.operators.agent > 0);
}

/** Refuses an agent that has no name, and one that nothing lets work. */
function checkAgentSettings(config: RunConfig): void {
  const { command } = config.directed.agent;
  if (command !== null && config.models.length === 0) {
    throw new GalapagosError("A coding agent is named, and no model that it thinks with.", {
      code: "config/invalid",
      hint: "Name it too: --model <name>",
    });
  }
  if (usesAgent(config) === (command !== null)) return;
  throw new GalapagosError(
    command === null
      ? "A coding agent is to make children, and none is named."
      : `The coding agent ${JSON.stringify(command)} is named, and nothing lets it work.`,
    {
      code: "config/invalid",
      hint:
        command === null
          ? "for example: --agent codex"
          : "for example: --executor agent, or --set directed.operators.agent=1",
    },
  );
}

/** Name of the model that needs none: a server on the loopback interface, started for the sitting. */
export const STAND_IN = "stand-in";

/** True for the stand-in: called so, and without an address of its own. */
export function isStandIn({ model, baseUrl }: ModelDefinition): boolean {
  return model === STAND_IN && baseUrl === OPENAI_BASE_URL;
}

/** The ceiling that a configuration sets. */
export function ceilingOf({ budget }: RunConfig): Ceiling {
  const { usd, tokens, requests } = budget;
  return { nanoUsd: usd === null ? null : Math.round(usd * NANO_PER_USD), tokens, requests };
}
