import type { ModelRequest } from "./request.ts";

/**
 * No tokenizer in use makes more tokens of a text than it has UTF-8 bytes: byte-level BPE starts from single
 * bytes, and SentencePiece falls back to them (one token more for its leading blank, which the constants
 * above cover).
 *
 * @returns an upper bound on the prompt's tokens; four times what is usual, which is the price of a hard
 * ceiling
 */
export function maxPromptTokens(request: ModelRequest): number {
  const { messages, tools = [] } = request;
  return (
    TEMPLATE_TOKENS + MESSAGE_TOKENS * messages.length + TOOL_TOKENS * tools.length + promptBytes(request)
  );
}

/** Bytes of a prompt, tools and what goes back with earlier answers included. */
export function promptBytes({ messages, tools = [] }: ModelRequest): number {
  let bytes = 0;
  for (const message of messages) {
    bytes += Buffer.byteLength(message.text);
    if (message.role === "tool") bytes += Buffer.byteLength(message.toolCallId);
    if (message.role !== "assistant") continue;
    const { toolCalls, carried } = message;
    if (toolCalls !== undefined) bytes += Buffer.byteLength(JSON.stringify(toolCalls));
    if (carried !== undefined) bytes += Buffer.byteLength(JSON.stringify(carried));
  }
  // Templates render tool schemas with indentation of their own: twice the compact text covers it.
  for (const tool of tools) bytes += 2 * Buffer.byteLength(JSON.stringify(tool));
  return bytes;
}

/** Bytes of a token in program text and English, about, whatever the tokenizer. */
export const BYTES_PER_TOKEN = 3.5;

/**
 * An estimate for planning ({@link BYTES_PER_TOKEN}). Never used for money.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/** An estimate of a prompt's tokens, for planning and for rate limits. */
export function estimatePromptTokens(request: ModelRequest): number {
  return Math.ceil(maxPromptTokens(request) / BYTES_PER_TOKEN);
}

/** Tokens that a chat template may add to a conversation, and to each of its messages and tools. */
const TEMPLATE_TOKENS = 256;
const MESSAGE_TOKENS = 16;
const TOOL_TOKENS = 64;
