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
 * @throws GalapagosError `llm/key-missing` when the variable that should hold it is empty;
 * `llm/key-in-the-open` when it would travel unencrypted
 */
export function readKey(model: ModelDefinition, environment: Environment): string | null {
  if (model.keyVariable === null) return null;
  const key = environment[model.keyVariable]?.trim();
  if (key && !isPrivate(new URL(model.baseUrl))) {
    throw new GalapagosError(
      `Model "${model.id}" is at ${model.baseUrl}: expected https or this machine, since ${model.keyVariable} would be readable on the way.`,
      {
        code: "llm/key-in-the-open",
        hint: 'Use https, or a tunnel to this machine (ssh -L 8000:localhost:8000 …); a server that asks for no key takes "keyVariable": null.',
      },
    );
  }
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
 * @throws GalapagosError `llm/key-missing`, `llm/key-in-the-open`
 */
export function createModelClients(
  models: readonly ModelDefinition[],
  environment: Environment,
  clock: Clock,
): ModelClient[] {
  return models.map((model) => createModelClient(model, readKey(model, environment), clock));
}

/** An address that nobody else can listen to: encrypted, or this machine. */
function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/**
 * Advice on a proxy that the environment names and Node does not ask; empty where there is none, or it
 * is asked.
 */
export function proxyHint(environment: Environment): string {
  const name = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].find((each) => environment[each]);
  return name === undefined || environment.NODE_USE_ENV_PROXY === "1"
    ? ""
    : `${name} is set, and is used with NODE_USE_ENV_PROXY=1`;
}
