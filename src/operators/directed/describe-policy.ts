import type { Problem } from "../../problem/index.ts";
import { describeKits, importsOf } from "./describe-kits.ts";

/**
 * A policy in words for a model, and how it is used.
 *
 * @param describe - its language
 * @param bounds - what it may use in one episode
 */
export function describePolicy(describe: string, definition: Problem["definition"], bounds: string): string {
  const { entryPoint, inputs, command } = definition;
  const episodes = inputs.length === 1 ? "There is one episode" : `There are ${inputs.length} episodes`;
  const run =
    command === null
      ? `, with the language alone (${importsOf(definition)}, no \`console\`, timers, \`structuredClone\` or \`Intl\`, no files and no network)`
      : ` that the command \`${command.join(" ")}\` runs`;
  return [
    `The program is ${describe}${run}. It is a policy: its function \`${entryPoint}(setup)\` returns an object whose methods a simulation calls, step by step, as said above.`,
    `${episodes}, each with a fresh policy that remembers nothing of the others. What the policy is not told has not happened yet. Methods answer with plain JSON.`,
    `Limits are for an episode, making the policy and all of its calls together. ${bounds} There is no clock: bound every loop by a count. Chance is seeded: equal programs give equal results.${describeKits(definition)}`,
  ].join("\n");
}
