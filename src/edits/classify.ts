import { readFences } from "./fences.ts";
import { type EditFailure, editFailure } from "./outcome.ts";

/**
 * Names what a reply without any edit is: `empty`, a `refusal`, `truncated` inside a fence, or `prose`.
 *
 * @param expected - the format asked for, in words for the message
 */
export function classifyWithoutEdit(reply: string, expected: string): EditFailure {
  const text = reply.trim();
  if (text === "") return editFailure("empty", `the reply is empty; expected ${expected}.`);
  const opening = text.slice(0, OPENING_LENGTH);
  const quoted = JSON.stringify(opening.slice(0, 80));
  if (REFUSAL.test(opening)) {
    return editFailure("refusal", `the reply declines the task (${quoted}); expected ${expected}.`);
  }
  const unclosed = readFences(text.split("\n")).find(({ close }) => close === null);
  if (unclosed !== undefined) {
    const message = `the reply ends inside the fence that line ${unclosed.open + 1} opens; expected ${expected}.`;
    return editFailure("truncated", message);
  }
  return editFailure("prose", `the reply holds no edit (it begins ${quoted}); expected ${expected}.`);
}

const REFUSAL =
  /\b(?:I(?:['’]m| am) (?:sorry|unable|not able)|I (?:can(?:no|['’])t|can not|won['’]t|will not|must decline|decline)|as an AI\b|I apologi[sz]e|against (?:my|the) (?:policy|guidelines))/i;
/** A refusal says so at once; further down the words may belong to an explanation. */
const OPENING_LENGTH = 400;
