import { isObject, type Json } from "../../core/index.ts";
import { numberOf } from "./plan.ts";

/** Another tool's settings of its models, gathered key by key. */
export interface ModelFacts {
  readonly entries: { readonly [name: string]: Json }[];
  /** Values for every model that does not say otherwise. */
  readonly shared: { [name: string]: Json };
  readonly notes: string[];
}

/** Entries of `models` of a run's settings. */
export function modelsOf({ entries, shared, notes }: ModelFacts): readonly { [name: string]: Json }[] {
  return entries.flatMap((entry) => {
    const facts = { ...shared, ...entry };
    const name = facts.name ?? facts.model;
    if (typeof name !== "string" || name === "") return [];
    const base = facts.api_base ?? facts.url;
    const timeout = numberOf(facts.timeout ?? null);
    const weight = numberOf(facts.weight ?? null);
    const parameters = Object.fromEntries(
      PARAMETERS.flatMap(([from, to]) => {
        const value = facts[from];
        const kept = from === "reasoning_effort" ? value : numberOf(value ?? null);
        return kept === null || kept === undefined ? [] : [[to, kept]];
      }),
    );
    const key = keyOf(facts.api_key, notes);
    return [
      {
        model: name,
        ...(typeof base === "string" && /^https?:/.test(base) ? { baseUrl: base } : {}),
        ...(key === null ? {} : { keyVariable: key }),
        ...(weight === null ? {} : { weight }),
        ...(timeout === null ? {} : { timeoutMs: Math.max(1000, 1000 * timeout) }),
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
      },
    ];
  });
}

/** The variable that holds a key; a key that stands in the file is not taken over, and its owner is told. */
function keyOf(given: Json | undefined, notes: string[]): string | null {
  if (typeof given !== "string" || given === "" || /^[*x.]+$/i.test(given)) return null;
  const [, variable] = /^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$/.exec(given) ?? [];
  if (variable !== undefined) return variable;
  const said =
    "a model's key stands in the configuration: it was not copied; put it into an environment variable";
  if (!notes.includes(said)) notes.push(said);
  return null;
}

/** Models from a list of names or of objects. */
export function entriesOf(value: Json): { readonly [name: string]: Json }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) =>
    typeof entry === "string" ? [{ name: entry }] : isObject(entry) ? [entry] : [],
  );
}

const PARAMETERS = [
  ["temperature", "temperature"],
  ["top_p", "topP"],
  ["max_tokens", "maxTokens"],
  ["random_seed", "seed"],
  ["reasoning_effort", "reasoningEffort"],
] as const;
