import { MODEL, type ModelSettings } from "../config/index.ts";
import { GalapagosError, type JsonObject } from "../core/index.ts";
import { completed } from "../schema/index.ts";
import type { CallParameters } from "./request.ts";

/** How fast a model may be asked. Absent means unlimited. */
export interface RateLimits {
  readonly requestsPerMinute?: number;
  /** Prompt and reply tokens together. */
  readonly tokensPerMinute?: number;
  /** Calls under way at once. */
  readonly concurrency?: number;
}

/** Prices that a user states, dollars per million tokens. */
interface StatedPrice {
  readonly inputUsd: number;
  readonly outputUsd: number;
  /** @defaultValue inputUsd */
  readonly cachedInputUsd?: number;
}

/** A model that a run may ask. */
export interface ModelDefinition {
  /** Its name within the run. */
  readonly id: string;
  /** The endpoint's name for it. */
  readonly model: string;
  /** Root of the protocol, usually ending in `/v1`. */
  readonly baseUrl: string;
  /**
   * Environment variable that holds the key; `null` sends none. The key itself is never part of a definition.
   */
  readonly keyVariable: string | null;
  /** @defaultValue "chat" */
  readonly api: "chat" | "responses" | "embeddings";
  /** @defaultValue true */
  readonly stream: boolean;
  /**
   * Name of the reply limit in a chat completion.
   * @defaultValue `max_completion_tokens` for OpenAI, else `max_tokens`
   */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  readonly parameters: CallParameters;
  /** Further fields of the request body, sent as they are. */
  readonly extraBody: JsonObject;
  /** Longest time for one request, milliseconds. @defaultValue 600 000 */
  readonly timeoutMs: number;
  /** Share of the calls in an ensemble, relative to the other models'. @defaultValue 1 */
  readonly weight: number;
  readonly limits: RateLimits;
  /** `free`, or what the user says; `null` asks the price list. */
  readonly price: "free" | StatedPrice | null;
}

/**
 * Completes a model's settings.
 *
 * @throws GalapagosError `llm/model` when the base URL is not http(s), carries a user name or password, or
 * goes on after its path
 */
export function defineModel(settings: ModelSettings): ModelDefinition {
  const baseUrl = completed(MODEL, settings).baseUrl.replace(/\/+$/, "");
  const url = checkBaseUrl(
    baseUrl,
    `Model "${settings.model}"`,
    "Give it after an @: --model qwen2.5-coder:7b@http://localhost:11434/v1",
  );
  const isOpenAi = url.hostname === "api.openai.com";
  const { keyVariable = usualKeyVariable(url), price = null, ...model } = completed(MODEL, settings);
  return {
    maxTokensField: isOpenAi ? "max_completion_tokens" : "max_tokens",
    ...model,
    id: settings.id ?? settings.model,
    baseUrl,
    keyVariable,
    price,
  };
}

/**
 * The address under which a server answers, once it is known to be one that may be recorded.
 *
 * @param whose - who names it, for messages
 * @param hint - how to name another one
 * @throws GalapagosError `llm/model` when it is not http(s), carries a user name or password, or goes on after its path
 */
export function checkBaseUrl(baseUrl: string, whose: string, hint: string): URL {
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new GalapagosError(`${whose}: expected an http or https base URL, got "${baseUrl}".`, {
      code: "llm/model",
      hint,
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new GalapagosError(`${whose}: the base URL carries a user name or password.`, {
      code: "llm/model",
      hint: "Put the key into an environment variable and name it as the model's keyVariable.",
    });
  }
  if (url.search !== "" || url.hash !== "") {
    throw new GalapagosError(
      `${whose}: the base URL goes on after its path, with ${url.search === "" ? "a #" : "a ?"}.`,
      {
        code: "llm/model",
        hint: "A key belongs into an environment variable (the model's keyVariable), other fields into its extraBody.",
      },
    );
  }
  return url;
}

/**
 * The model that a short text names: `name`, or `name@base-url`.
 *
 * @throws GalapagosError `llm/model`
 */
export function parseModel(text: string): ModelSettings {
  const at = text.search(/@(?:[a-z][a-z\d+.-]*:\/\/|localhost(?:[:/]|$)|[\w.-]+:\d+(?:\/|$))/i);
  const model = (at < 0 ? text : text.slice(0, at)).trim();
  if (model === "") {
    throw new GalapagosError(`Expected a model's name, got "${text}".`, {
      code: "llm/model",
      hint: "For example: --model gpt-5-mini, or --model qwen2.5-coder:7b@http://localhost:11434/v1",
    });
  }
  if (at < 0) return { model };
  const { baseUrl } = defineModel({ model, baseUrl: text.slice(at + 1).trim() });
  return { model, baseUrl };
}

/** A key goes only where it belongs: to its own provider, never to another host. */
function usualKeyVariable(url: URL): string | null {
  if (url.hostname === "api.openai.com") return "OPENAI_API_KEY";
  if (url.hostname === "openrouter.ai") return "OPENROUTER_API_KEY";
  return null;
}
