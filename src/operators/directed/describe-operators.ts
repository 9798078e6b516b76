import type { Problem } from "../../problem/index.ts";

/**
 * A program of operators in words for a model, and how it is used.
 *
 * @param describe - its language
 * @param bounds - what one run of basin hopping may use
 * @param imports - what it may import, in a few words
 * @param goesOn - true where the first run begins with what the program's parent came to
 */
export function describeOperators(
  describe: string,
  { restarts, hops, budget, strength }: NonNullable<Problem["definition"]["hopping"]>,
  bounds: string,
  imports: string,
  goesOn: boolean,
): string {
  return [
    `The program is ${describe}, with the language alone: ${imports}, no \`console\`, timers, \`structuredClone\` or \`Intl\`, no files and no network. It exports three functions. Solutions are plain JSON; \`random()\` gives numbers from 0 to 1 and is seeded.`,
    "- `generate(random, input)` makes a fresh solution.",
    "- `improve(solution, budget)` returns a better one after about `budget` steps.",
    "- `perturb(solution, strength, random)` returns one that is off by a strength from 0 (hardly) to 1 (far).",
    `They are used for basin hopping: each of ${restarts} runs begins with improve(generate(random, input), ${budget})${goesOn ? " (the first one with what the program's parent came to)" : ""} and makes ${hops} hops, improve(perturb(solution, strength, random), ${budget}), each kept unless it is worse. The strength begins at ${strength} and adapts. ${bounds} There is no clock: bound every loop by a count.`,
  ].join("\n");
}
