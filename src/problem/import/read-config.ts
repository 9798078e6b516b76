import { join } from "node:path";
import { isObject, GalapagosError, type Json } from "../../core/index.ts";
import { readInside } from "../read-inside.ts";
import type { PythonLook } from "./look.ts";
import type { FoundTask } from "./plan.ts";
import { SHINKA_CLASSES } from "./shinka.ts";

/**
 * A task's configuration as plain data; an empty object where there is none.
 *
 * @throws GalapagosError `problem/import` where it cannot be read
 */
export async function readConfig({ folder, config }: FoundTask, look: PythonLook): Promise<Json> {
  if (config === null) return {};
  if (config.endsWith(".py")) return fromCalls(look);
  const text = await readInside(folder, config, { what: "the configuration", maxBytes: 4 << 20 });
  if (config.endsWith(".toml")) return fromToml(text);
  return fromYaml(text, join(folder, config));
}

async function fromYaml(text: string, path: string): Promise<Json> {
  // only now: few commands read YAML
  const { parse } = await import("yaml");
  try {
    // a few aliases are usual, a bomb of them is not
    const value = parse(text, { maxAliasCount: 100, logLevel: "silent" }) as Json;
    return isObject(value) ? value : {};
  } catch (error) {
    throw new GalapagosError(
      `expected a configuration in YAML at ${path}, got: ${(error as Error).message}`,
      {
        code: "problem/import",
        hint: "mend it, or name another one: --config <file>",
        cause: error,
      },
    );
  }
}

/** Arguments that classes are called with, in the sections that a file of settings has for them. */
function fromCalls({ calls }: PythonLook): Json {
  const sections: { [name: string]: Json } = {};
  for (const [name, keywords] of Object.entries(calls)) {
    const section = SHINKA_CLASSES[name];
    if (section !== undefined) sections[section] = keywords as { [name: string]: Json };
  }
  return sections;
}

/** The plain values of a file in TOML, by section: that is all that Harbor's tasks say. */
function fromToml(text: string): Json {
  const sections = new Map<string, Map<string, Json>>();
  let section = "";
  for (const line of text.split("\n")) {
    const [, head] = /^\s*\[([\w.]+)\]\s*$/.exec(line) ?? [];
    if (head !== undefined) section = head;
    const [, key, written = ""] = /^\s*([\w-]+)\s*=\s*(.+?)\s*(?:#.*)?$/.exec(line) ?? [];
    if (key === undefined) continue;
    const place = sections.get(section) ?? new Map<string, Json>();
    sections.set(section, place);
    const [, quoted] = /^"([^"]*)"$/.exec(written) ?? [];
    place.set(key, quoted ?? (Number.isFinite(Number(written)) ? Number(written) : written));
  }
  const top = sections.get("") ?? [];
  sections.delete("");
  // names of a file are never assigned to an object, which may have a setter of that name
  return Object.fromEntries([
    ...top,
    ...[...sections].map(([name, values]) => [name, Object.fromEntries(values)]),
  ]);
}
