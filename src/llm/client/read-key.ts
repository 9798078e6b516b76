import { EXIT, GalapagosError } from "../../core/index.ts";
import type { Clock } from "../clock.ts";
import type { ModelDefinition } from "../model-definition.ts";
import { createModelClient, type ModelClient } from "./model-client.ts";

/** Environment variables, as `process.env` holds them. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * The key of a model, or `null` when it needs none.
 *
 * @throws GalapagosError `llm/key-missing` when the variable that should hold it is empty
 */
export function readKey(model: ModelDefinition, environment: Environment): string | null {
  if (model.keyVariable === null) return null;
  const key = environment[model.keyVariable]?.trim();
  if (key) return key;
  throw new GalapagosError(`Model "${model.id}" needs a key, and ${model.keyVariable} is not set.`, {
    code: "llm/key-missing",
    exitCode: EXIT.provider,
    hint: `Set it (export ${model.keyVariable}=…), or try without a model: --model stand-in`,
  });
}

/**
 * Makes the clients of a run's models; the only place where keys are read.
 *
 * @throws GalapagosError `llm/key-missing`
 */
export function createModelClients(
  models: readonly ModelDefinition[],
  environment: Environment,
  clock: Clock,
): ModelClient[] {
  return models.map((model) => createModelClient(model, readKey(model, environment), clock));
}
