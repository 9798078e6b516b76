import type { Reply } from "./reply.ts";
import type { Message } from "./request.ts";

/**
 * An answer as a turn of the conversation that goes on: its text, the tool calls that are answered next, and
 * what its server wants to see again.
 */
export function assistantTurn({
  text,
  toolCalls,
  carried,
}: Pick<Reply, "text" | "toolCalls" | "carried">): Message {
  return {
    role: "assistant",
    text,
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(carried !== undefined && { carried }),
  };
}

/** The same where nobody answers tool calls: no server takes a call without its result. */
export function assistantWords(reply: Pick<Reply, "text" | "carried">): Message {
  // servers refuse an answer without a word
  const text = reply.text.trim() === "" ? "(no answer)" : reply.text;
  return assistantTurn({ ...reply, text, toolCalls: [] });
}
