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

/** Names of ways by what tells them apart, `islands 4, selection.policy rank`; numbered where that is too long or nothing. */
export function wayNames(ways: readonly WaySettings[]): readonly string[] {
  const all = new Set(ways.flatMap((way) => [...way.keys()]));
  const differing = [...all].filter((name) => new Set(ways.map((way) => way.get(name))).size > 1).sort();
  return ways.map((way, index) => {
    if (ways.length === 1) return "all runs";
    const name = differing.map((setting) => `${setting} ${shown(setting, way.get(setting))}`).join(", ");
    return name === "" || name.length > LONGEST ? `way ${index + 1}` : name;
  });
}

const LONGEST = 60;

function shown(setting: string, json: string | undefined): string {
  if (json === undefined) return "–";
  const value = JSON.parse(json) as unknown;
  if (setting !== "models" || !Array.isArray(value)) return typeof value === "string" ? value : json;
  const names = value.map((model) => String((model as { readonly model?: unknown }).model));
  return names.length === 0 ? "none" : names.join(" + ");
}
