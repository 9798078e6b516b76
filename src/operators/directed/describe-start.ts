import { contractOf } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";

/** For a prompt: that a program goes on from what its parent constructed, and what that means for its score. Empty where it does not. */
export function describeStart(definition: Problem["definition"]): string {
  const { start, inputs, entryPoint, hopping } = definition;
  if (start === undefined) return "";
  if (hopping) return HOPPING;
  const [input = null] = inputs;
  const given =
    contractOf(definition) === "function"
      ? `\`${entryPoint}(input)\` finds in \`input.start\``
      : "its input has a property `start`:";
  const otherwise = input === null ? "`input` is null" : "it is absent";
  return `\n\nIt goes on from what was found before: ${given} what the program to change returned, in the form that every program must return. Improve on that, or search elsewhere, and return the best that the search itself comes to, whether or not that is better than the start. What comes out at the score of the start, but for rounding, is run once more without a start: where it finds as much by itself, that score is its own; where it does not, it has none. Where there is no start (${otherwise}, as for the seed), it begins anew.`;
}

/** Operators are handed no start: whoever hops with them begins there. */
const HOPPING =
  "\n\nThe search goes on from what was found before: its first run begins at what the operators to change came to, in place of a generated solution; the others, and all of the seed, begin anew. What comes out at that score, but for rounding, is run once more without a start: where it finds as much by itself, that score is its own; where it does not, it has none.";

/** The same for who judges results and writes no program. */
export function describeStartForReview({ start }: Problem["definition"]): string {
  if (start === undefined) return "";
  return "\n\nEvery program is given what its parent returned, its start. One that comes out at its start's score, but for rounding, is run once more without a start: where it finds as much by itself, that score is its own, and confirms the result; where it does not, it has none, for it handed its start back. That is no mistake: no program should avoid its start's result, or hand back a second best on purpose.";
}
