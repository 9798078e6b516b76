import type { RunConfig } from "../../config/index.ts";
import { languageOf } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";

/** For a prompt: that a program's numbers are tuned after it has entered, and how to say which. Empty where they are not. */
export function describeTuning({ definition }: Problem, { tuning }: RunConfig): string {
  const { constants, comment } = languageOf(definition);
  if (tuning.perChild === 0 || constants === undefined) return "";
  const steps = tuning.perChild;
  return `\n\nThe numbers of a program that gets on are tuned afterwards by a numerical search of ${steps} tries (those with a decimal point or an exponent), so care for the method and leave good values to it. Where it has few tries for many numbers, mark those that matter: \`${comment} @tune 0.1 .. 2\` behind a line bounds its numbers, \`${comment} @tune log\` moves them by factors, and unmarked ones stay.`;
}
