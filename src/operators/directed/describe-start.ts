import type { Problem } from "../../problem/index.ts";

/** For a prompt: that a program goes on from what its parent constructed, and what that means for its score. Empty where it does not. */
export function describeStart({ start, inputs }: Problem["definition"]): string {
  if (start === undefined) return "";
  const [input = null] = inputs;
  const otherwise = input === null ? "the input is null" : "it is absent";
  return `\n\nIt goes on from what was found before: its input has a property \`start\`, the answer of the program to change, with that program's score. Improve on it, or search elsewhere and return the better of the two; a program that comes out at its score has none. Where there is no start (${otherwise}), it begins anew.`;
}
