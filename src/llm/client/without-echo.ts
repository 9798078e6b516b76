import type { ModelRequest } from "../request.ts";

/**
 * A text without the prompt before it: servers of bare completion give the whole of what the model saw, and small models say again what
 * they were asked. What follows the last thing that was said to it is the answer.
 */
export function withoutEcho(text: string, { messages }: ModelRequest): string {
  const asked = messages.findLast(({ role }) => role === "user")?.text.trim() ?? "";
  if (asked.length < SHORTEST || text.length <= asked.length) return text;
  const at = text.lastIndexOf(asked);
  const rest = at < 0 ? "" : text.slice(at + asked.length);
  return rest.trim() === "" ? text : rest.trimStart();
}

/** Prompts shorter than this may well be quoted in an answer, characters. */
const SHORTEST = 200;
