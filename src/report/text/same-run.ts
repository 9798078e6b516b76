import { DEFAULT_CONFIG, resolveConfig, type RunConfig, SETTINGS } from "../../config/index.ts";
import { type Json, type JsonObject, shellWord } from "../../core/index.ts";
import type { RunSummary } from "../../run/index.ts";

/** The flags that lead to the same search as this run, its end included, whatever clock ended it. */
export function flagsOfSameRun(summary: RunSummary, config: RunConfig): string {
  // what the flags alone would lead to need not be said
  const { models } = config;
  const usual = resolveConfig([
    { origin: "", settings: { models, evaluations: summary.evaluations } as JsonObject },
  ]);
  const others = [...SETTINGS.values()].flatMap(({ name, within }) => {
    if (within !== null || SAID_OTHERWISE.includes(name)) return [];
    const value = JSON.stringify(valueAt(config, name));
    if (
      value === undefined ||
      value === JSON.stringify(valueAt(name === "models" ? DEFAULT_CONFIG : usual, name))
    )
      return [];
    return [`--set ${shellWord(`${name}=${value.replace(/^"(.*)"$/, "$1")}`)}`];
  });
  const { seed, evaluations } = summary;
  return [
    `--seed ${shellWord(seed)} --islands ${config.islands} --evaluations ${evaluations}`,
    ...others,
  ].join(" ");
}

function valueAt(config: RunConfig, name: string): Json | undefined {
  let node: Json | undefined = config;
  for (const part of name.split(".")) node = (node as JsonObject | null | undefined)?.[part];
  return node;
}

/** Settings with a flag of their own, and the clock that the number of evaluations stands for. */
const SAID_OTHERWISE = ["seed", "islands", "evaluations", "timeMs"];
