import type { JsonObject } from "../core/index.ts";

/**
 * A turn of the conversation that a request holds, in a server's own words: client and server share no reading of the
 * protocol, or a mistake in it would hide itself.
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
type FinishReason = "stop" | "length" | "tool-calls" | "filtered" | "other";

/** A request, whatever protocol it came by. */
export interface WireRequest {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly tools: readonly ToolDefinition[];
  /** Sampling parameters; part of what a deterministic answer depends on. */
  readonly parameters: JsonObject;
}

/** An answer, before it is written down. */
export interface WireAnswer {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: FinishReason;
  readonly refusal: string | null;
}

/** Tokens of a call, as they are counted and charged. */
export interface WireUsage {
  readonly prompt: number;
  readonly completion: number;
  /** Of the prompt's, those that were cached. @defaultValue 0 */
  readonly cached?: number;
  /** Of the completion's, hidden reasoning. @defaultValue 0 */
  readonly reasoning?: number;
}

/** An answer as a protocol writes it down. */
export interface WireEnd {
  readonly id: string;
  readonly answer: WireAnswer;
  readonly usage: WireUsage;
}
