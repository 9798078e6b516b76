import type { Problem } from "../../problem/index.ts";

/** For a prompt: that a program goes on from what its parent constructed, and what that means for its score. Empty where it does not. */
export function describeStart({ start, inputs }: Problem["definition"]): string {
  if (start === undefined) return "";
  const [input = null] = inputs;
  const otherwise = input === null ? "the input is null" : "it is absent";
  return `\n\nIt goes on from what was found before: its input has a property \`start\`: what the program to change returned, in the form that every program must return. Improve on it, or search elsewhere and return the best that your search found itself, even where the start is better: what comes out at the score of the start, but for rounding, has none, and tells those who come after you nothing. Where there is no start (${otherwise}), it begins anew.`;
}
