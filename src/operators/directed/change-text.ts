import { writeEdit } from "../../edits/index.ts";
import { fencedData } from "../../llm/index.ts";

/** The change from one program to another as a diff without a fence, cut in its middle. */
export function changeText(before: string, after: string, maxLength: number): string {
  const diff = writeEdit(before, after, "unified-diff").split("\n").slice(3, -1).join("\n");
  return cutMiddle(diff, maxLength);
}

/** The same as data of a prompt. */
export function fencedChange(label: string, before: string, after: string, maxLength: number): string {
  return fencedData(label, changeText(before, after, maxLength));
}

/** A text whose middle is left out where it is too long: how it begins and how it ends tell most. */
function cutMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const half = Math.floor(maxLength / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n… ${left} characters left out …\n${text.slice(-half)}`;
}
