import { canonicalJson, type JsonObject, sha256 } from "../core/index.ts";
import { CLOCK_TIME } from "./clock-time.ts";

/** One turn of a conversation with a model. */
export type Message =
  | { readonly role: "system" | "user"; readonly text: string }
  | {
      readonly role: "assistant";
      readonly text: string;
      readonly toolCalls?: readonly ToolCall[];
      readonly carried?: Carried;
    }
  | { readonly role: "tool"; readonly toolCallId: string; readonly text: string };

/**
 * Parts that a server sent beside an answer and may want to see again as they came, above all beside tool
 * calls: reasoning, signatures of thoughts. Opaque; it goes back to the model that it came from and to no
 * other.
 */
export interface Carried {
  /** Id of that model. */
  readonly model: string;
  /** Fields of the message. */
  readonly fields: JsonObject;
  /** Fields of single tool calls, by the call's id. */
  readonly calls?: { readonly [callId: string]: JsonObject };
}

/** A function that the model may ask to have called. */
export interface ToolDefinition {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments object. */
  readonly parameters: JsonObject;
}

/** A model's wish to have a function called. */
export interface ToolCall {
  /** Names the call; the answer repeats it. */
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it: not trusted, perhaps not even JSON. */
  readonly arguments: string;
}

/** How hard a reasoning model thinks; passed on as it is. */
type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

/** Parameters of one call; each is sent only when it is set. */
export interface CallParameters {
  /**
   * Most tokens the reply may have, hidden reasoning included. Always sent, because the ledger reserves for
   * it.
   * @defaultValue 32768
   */
  readonly maxTokens: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly reasoningEffort?: ReasoningEffort;
  /** Sampling seed, for the servers that know one (chat completions only). */
  readonly seed?: number;
}

/** A request to a model: plain data. */
export interface ModelRequest {
  /** Id of a model of the run; the gateway may take another one while this one is down. */
  readonly model: string;
  readonly messages: readonly Message[];
  readonly tools?: readonly ToolDefinition[];
  /** @defaultValue "auto" */
  readonly toolChoice?: "auto" | "required" | "none";
  /** Overrides of the model's own parameters. */
  readonly parameters?: Partial<CallParameters>;
}

/**
 * Names a request by its content; a recorded reply is reused only for an equal one. A time by the clock is no part
 * of the name: it is another one each time that the same program runs.
 */
export function requestHash(request: ModelRequest): string {
  return sha256(canonicalJson(request).replace(CLOCK_TIME, "about … s by the clock"));
}
