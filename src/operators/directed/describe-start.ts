import type { Problem } from "../../problem/index.ts";

/** For a prompt: that a program goes on from what its parent constructed, and what that means for its score. Empty where it does not. */
export function describeStart({ start, inputs }: Problem["definition"]): string {
  if (start === undefined) return "";
  const [input = null] = inputs;
  const otherwise = input === null ? "the input is null" : "it is absent";
  return `\n\nIt goes on from what was found before: its input has a property \`start\`: what the program to change returned, in the form that every program must return. Improve on it, or search elsewhere and return the best that your search found itself, even where the start is better or your search came to the same: never a second best on purpose. What comes out at the score of the start, but for rounding, has none of its own, and those who come after you are told so: let the description say whether the search uses the start, for that tells a result that was found again from one that was handed back. Where there is no start (${otherwise}, as for the seed), it begins anew.`;
}

/** The same for who judges results and writes no program. */
export function describeStartForReview({ start }: Problem["definition"]): string {
  if (start === undefined) return "";
  return "\n\nEvery program is given what its parent returned, its start. One that comes out at its start's score, but for rounding, has none of its own: it found nothing better, and either handed its start back or, where it does not use it, found the same again, as its description may say. That is no mistake: no program should avoid its start's result, or hand back a second best on purpose.";
}
