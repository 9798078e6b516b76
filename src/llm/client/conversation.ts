import type { Message, ModelRequest } from "../request.ts";
import type { Manner } from "./manner.ts";
import { inWords } from "./tools-in-words.ts";

/**
 * The messages of a request in a manner: tools put into words, instructions moved, turns that follow each
 * other made one.
 */
export function conversation(request: ModelRequest, { tools, instructions }: Manner): readonly Message[] {
  const messages = tools === "words" ? inWords(request) : request.messages;
  const placed = instructions === "user" ? withoutSystem(messages) : messages;
  return tools === "words" || instructions === "user" ? alternating(placed) : placed;
}

function withoutSystem(messages: readonly Message[]): readonly Message[] {
  return messages.map((message) => (message.role === "system" ? { ...message, role: "user" } : message));
}

/** Templates that know no system role want user and assistant by turns. */
function alternating(messages: readonly Message[]): readonly Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role === "user" && message.role === "user") {
      joined[joined.length - 1] = { role: "user", text: `${last.text}\n\n${message.text}` };
    } else joined.push(message);
  }
  return joined;
}

/**
 * Stand-in for an answer without any text: no server takes an empty one, some refuse the whole request for
 * it.
 */
export const NO_TEXT = "(no text)";
