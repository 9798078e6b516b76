import type { JsonObject } from "../core/index.ts";

/**
 * A turn of the conversation that a request holds, in the stand-in's own words: client and server share no
 * reading of the protocol, or a mistake in it would hide itself.
 */
export type Message =
  | { readonly role: "system" | "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly toolCalls?: readonly ToolCall[] }
  | { readonly role: "tool"; readonly toolCallId: string; readonly text: string };

/** A function on offer. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

/** A call of such a function. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** Why an answer ends. */
export type FinishReason = "stop" | "length" | "tool-calls" | "filtered" | "other";
