import type { RawAnswer } from "./answer.ts";
import { listIn, objectIn, textIn, type Untyped } from "./untyped.ts";

/**
 * Content as one text, as parts (Mistral, Anthropic behind a gateway), or none; thinking among the parts is
 * not text.
 */
export function readContent(content: unknown): Pick<RawAnswer, "text" | "thinking" | "refusal"> {
  if (typeof content === "string") return { text: content, thinking: "", refusal: "" };
  const found = { text: "", thinking: "", refusal: "" };
  for (const item of Array.isArray(content) ? content : content ? [content] : []) {
    const part = objectIn(item);
    const isThinking = /thinking|reasoning/.test(textIn(part.type));
    if (typeof item === "string") found.text += item;
    else if (isThinking) found.thinking += flat(part.thinking ?? part.reasoning ?? part.text ?? part.summary);
    else if (part.type === "refusal") found.refusal += flat(part.refusal ?? part.text);
    else found.text += flat(item);
  }
  return found;
}

function flat(value: unknown, depth = 0): string {
  if (typeof value === "string") return value;
  if (depth > 3) return "";
  if (Array.isArray(value)) return value.map((item) => flat(item, depth + 1)).join("");
  const { text, value: inner, content, parts } = objectIn(value);
  return flat(text ?? inner ?? content ?? parts ?? "", depth + 1);
}

/** Thinking that stands in a field of its own, under any of its names. */
export function thinkingIn(message: Untyped): string {
  const own = textIn(message.reasoning_content) || textIn(message.reasoning) || textIn(message.thinking);
  return own || flat(listIn(message.reasoning_details));
}
