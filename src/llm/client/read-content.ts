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
    else found.text += flat(part.text ?? part.content);
  }
  return found;
}

function flat(value: unknown): string {
  if (typeof value === "string") return value;
  return listIn(value)
    .map((item) => (typeof item === "string" ? item : textIn(objectIn(item).text)))
    .join("");
}

/** Thinking that stands in a field of its own, under any of its names. */
export function thinkingIn(message: Untyped): string {
  return textIn(message.reasoning_content) || textIn(message.reasoning) || textIn(message.thinking);
}
