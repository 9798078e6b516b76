import { printable, wholeLines } from "../../core/index.ts";
import { writeEdit } from "../../edits/index.ts";
import { fencedData } from "../../llm/index.ts";

/** The change from one program to another as a diff without a fence, cut in its middle. */
export function changeText(before: string, after: string, maxLength: number): string {
  const diff = writeEdit(before, after, "unified-diff").split("\n").slice(3, -1).join("\n");
  return cutMiddle(diff, maxLength);
}

/** The change to its parent that a step's record keeps of an attempt; the whole reply is in the journal. */
export function turnChange(before: string, after: string): string {
  return printable(changeText(before, after, TURN_LENGTH), "");
}

/** The same as data of a prompt. */
export function fencedChange(label: string, before: string, after: string, maxLength: number): string {
  return fencedData(label, changeText(before, after, maxLength));
}

/** A text without lines of its middle where it is too long: how it begins and how it ends tell most. */
export function cutMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const mark = (left: number): string => `\n… ${left} characters left out …\n`;
  const half = Math.max(0, Math.floor((maxLength - mark(text.length).length) / 2));
  const head = wholeLines(text, half);
  const end = half === 0 ? "" : text.slice(-half);
  const tail = text.at(-half - 1) === "\n" ? end : end.slice(end.indexOf("\n") + 1);
  const left = text.length - head.length - tail.length;
  return `${head}${mark(left)}${tail}`;
}

/** Longest change that a record keeps of an attempt, characters. */
const TURN_LENGTH = 800;
