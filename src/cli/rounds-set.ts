/** Properties of a problem's rounds that the command line sets: `--set adversarial.lastChampions=1`. */
import { jsonOrText } from "../config/index.ts";
import type { JsonObject } from "../core/index.ts";

/** Settings that `--set` was given, in order. */
export type Assignments = readonly (readonly [name: string, text: string])[];

const PREFIX = "adversarial.";

/** The properties of `adversarial` among what was set, read as JSON where they are JSON; `undefined` where there are none. */
export function roundsSet(set: Assignments = []): JsonObject | undefined {
  const said = set.filter(([name]) => isOfRounds(name));
  if (said.length === 0) return undefined;
  return Object.fromEntries(
    said.map(([name, text]) => [name.slice(PREFIX.length), jsonOrText(text, `--set ${name}`)]),
  );
}

/** The settings without the properties of rounds. */
export function settingsSet(set: Assignments = []): Assignments {
  return set.filter(([name]) => !isOfRounds(name));
}

function isOfRounds(name: string): boolean {
  return name.startsWith(PREFIX);
}
