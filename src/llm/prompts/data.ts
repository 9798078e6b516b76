import { fenceFor, printable } from "../../core/index.ts";

/**
 * Text from outside as a fenced block of a prompt: without hidden characters, inside a fence longer than any
 * run of backticks in it, so that nothing in the text can end the block and speak as the prompt.
 *
 * @param label - what the block is, one line; the program that an answer is to change is called `<language>
 * program`, and no other block is
 */
export function fencedData(label: string, text: string): string {
  const clean = printable(text, "").replace(/\n$/, "");
  const fence = fenceFor(clean);
  return `${fence}${oneLine(label, 100).replaceAll("`", "'")}\n${clean}\n${fence}`;
}

/**
 * Text from outside as part of one line of a prompt or a terminal: printable, white space collapsed, cut at
 * `maxLength` characters.
 */
export function oneLine(text: string, maxLength: number): string {
  const line = printable(text, "").replace(/\s+/g, " ").trim();
  const signs = [...line];
  return signs.length <= maxLength ? line : `${signs.slice(0, Math.max(0, maxLength - 1)).join("")}…`;
}

/**
 * Text from outside as a quotation within a line, as lessons are quoted: nothing in it can end the quotation and
 * speak as the prompt.
 */
export function quoted(text: string, maxLength: number): string {
  return `«${oneLine(text.replaceAll("«", "“").replaceAll("»", "”"), maxLength)}»`;
}
