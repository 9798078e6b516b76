import type { RunConfig } from "../../config/index.ts";
import { canonicalJson, isObject, type JsonObject } from "../../core/index.ts";

/** Settings that differ between runs of one way: seeds, and what ends a run. */
const OWN = ["seed", "evaluations", "timeMs", "budget", "target", "convergence"];

/** The settings that make a way to run, by their dotted names, each as JSON. */
export type WaySettings = ReadonlyMap<string, string>;

/** The settings of a run but for its seed and its budgets. */
export function waySettings(config: RunConfig): WaySettings {
  const found = new Map<string, string>();
  const collect = (value: JsonObject, prefix: string): void => {
    for (const [name, inner] of Object.entries(value)) {
      if (prefix === "" && OWN.includes(name)) continue;
      if (isObject(inner)) collect(inner, `${prefix}${name}.`);
      else found.set(`${prefix}${name}`, canonicalJson(inner));
    }
  };
  collect(JSON.parse(JSON.stringify(config)) as JsonObject, "");
  return found;
}

/**
 * Names of ways by what tells them apart, `islands 4, selection.policy rank`: models first, and `…` where not all of it fits; numbered
 * where what fits does not tell them apart.
 */
export function wayNames(ways: readonly WaySettings[]): readonly string[] {
  if (ways.length === 1) return ["all runs"];
  const all = [...new Set(ways.flatMap((way) => [...way.keys()]))].sort();
  const differing = all.filter((name) => new Set(ways.map((way) => way.get(name))).size > 1);
  const [models, others] = [
    differing.filter((name) => name === "models"),
    differing.filter((name) => name !== "models"),
  ];
  for (let count = differing.length; count > 0; count--) {
    const told = [...models, ...others].slice(0, count);
    const names = ways.map((way) => {
      const settings = told.map((setting) => `${setting} ${shown(setting, way.get(setting))}`);
      return [...settings, ...(count < differing.length ? ["…"] : [])].join(", ");
    });
    const areApart = new Set(names).size === ways.length;
    if (areApart && names.every((name) => name.length <= LONGEST)) return names;
  }
  return ways.map((_, index) => `way ${index + 1}`);
}

const LONGEST = 60;

function shown(setting: string, json: string | undefined): string {
  if (json === undefined) return "–";
  const value = JSON.parse(json) as unknown;
  if (setting !== "models" || !Array.isArray(value)) return typeof value === "string" ? value : json;
  const names = value.map((model) => String((model as { readonly model?: unknown }).model));
  return names.length === 0 ? "none" : names.join(" + ");
}
