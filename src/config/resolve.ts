import {
  isObject,
  canonicalJson,
  closestName,
  GalapagosError,
  type Json,
  type JsonObject,
} from "../core/index.ts";
import { type Fault, type JsonText, readJson, refuse, schemaCheck } from "../schema/index.ts";
import { CONFIG_FILE, DEFAULT_CONFIG, type RunConfig } from "./config.ts";
import { SETTINGS, VARIABLE_PREFIX } from "./settings.ts";
import { usualSettings } from "./usual-settings.ts";

/** Some settings and where they come from, for messages. */
export interface ConfigLayer {
  /** For example `--set`, `GALAPAGOS_ISLANDS`, or a file's path. */
  readonly origin: string;
  readonly settings: JsonObject;
  /** The text of the file, for the places of mistakes. */
  readonly text?: JsonText;
}

const HINT = "see docs/settings.md";

const check = schemaCheck<RunConfig & { readonly $schema?: string }>(CONFIG_FILE, HINT);

/**
 * The configuration that layers of settings lead to, later ones winning: defaults < file < environment <
 * flags.
 *
 * @param base - what holds where no layer speaks
 * @throws GalapagosError `config/invalid` or `config/unknown`: every mistake of the first layer that has any,
 * with its place in the file, what was expected, what came
 */
export function resolveConfig(layers: readonly ConfigLayer[], base: RunConfig = DEFAULT_CONFIG): RunConfig {
  const config = resolveLayers(layers, base);
  // a run that is forked, and a problem that states its own, have spoken themselves
  const isPlain = canonicalJson(base) === canonicalJson(DEFAULT_CONFIG);
  if (!isPlain && (config.models.length === 0 || base.models.length > 0)) return config;
  const { islands, ...others } = usualSettings(config);
  return resolveLayers(layers, withUsual(base, isPlain && islands ? { ...others, islands } : others));
}

/** The base with the settings that are usual for the run, where the base has not spoken itself. */
function withUsual(base: RunConfig, wanted: JsonObject): RunConfig {
  const apply = (own: JsonObject, usual: JsonObject, wanted: JsonObject): JsonObject => {
    const merged: { [key: string]: Json } = { ...own };
    for (const [key, value] of Object.entries(wanted)) {
      const [here, before] = [own[key], usual[key]];
      if (isObject(value) && isObject(here) && isObject(before)) merged[key] = apply(here, before, value);
      else if (here === before) merged[key] = value;
    }
    return merged;
  };
  return apply(base, DEFAULT_CONFIG, wanted) as RunConfig;
}

function resolveLayers(layers: readonly ConfigLayer[], base: RunConfig): RunConfig {
  let config = base;
  for (const layer of layers) {
    const { settings } = layer;
    // a layer is judged together with those below: one may name a model, the next its address
    const together: unknown = isObject(settings) ? merge(config, settings) : settings;
    if (!check.accepts(together)) throw refusal(layer, check.faults(together));
    const { $schema: _schema, ...completed } = together;
    config = completed;
  }
  return config;
}

/**
 * One setting given as text (`migration.rate`, `0.1`) as a layer: read as a number, a list or `null` where
 * the schema wants no text.
 */
export function textSetting(name: string, text: string, origin: string): ConfigLayer {
  const setting = SETTINGS.get(name);
  if (setting === undefined) throw unknownSetting(origin, name);
  const path = name.split(".");
  const value = setting.schema.type === "string" ? text : jsonOrText(text, origin);
  const settings = path.reduceRight<Json>((inner, part) => ({ [part]: inner }), value) as JsonObject;
  return { origin, settings };
}

/**
 * Settings in the environment: `GALAPAGOS_ISLANDS`, `GALAPAGOS_MIGRATION_RATE`, `GALAPAGOS_IN_FLIGHT`.
 *
 * @throws GalapagosError `config/invalid`: a variable that looks like a setting and is none
 */
export function environmentLayers(environment: {
  readonly [name: string]: string | undefined;
}): readonly ConfigLayer[] {
  const settings = new Map([...SETTINGS.values()].map(({ name, variable }) => [variable, name]));
  return Object.entries(environment).flatMap(([variable, text]) => {
    if (!variable.startsWith(VARIABLE_PREFIX) || text === undefined || text === "") return [];
    const name = settings.get(variable);
    if (name !== undefined) return [textSetting(name, text, variable)];
    const near = closestName(variable, [...settings.keys()]);
    // a key of the user's may bear our prefix; a slip of the pen looks like a setting
    if (near === null) return [];
    throw new GalapagosError(`the environment's ${variable} names no setting`, {
      code: "config/invalid",
      hint: `did you mean ${near}?`,
    });
  });
}

function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

/**
 * A value that is no text in its schema, from a word of the command line: JSON, or else the text, for the check to refuse.
 *
 * @throws GalapagosError `config/invalid` for JSON that says a property twice
 */
export function jsonOrText(text: string, origin: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return text;
  } catch {
    return text;
  }
  return readJson(text, origin, { code: "config/invalid", hint: HINT }).value;
}

/** A setting that nobody knows is looked for among all of them, wherever they stand. */
function refusal({ origin, text }: ConfigLayer, faults: readonly Fault[]): GalapagosError {
  const told = faults.map((fault) =>
    fault.unknown === null ? fault : { ...fault, hint: hintForUnknown(nameOf(fault)) },
  );
  const isUnknown = told.some(({ unknown }) => unknown !== null);
  const code = isUnknown ? "config/unknown" : "config/invalid";
  return refuse(told, { origin, text: text ?? null, code }, (fault) =>
    fault.unknown === null
      ? `expected ${fault.expected} for ${nameOf(fault) || "the configuration"}, got ${fault.came}`
      : `there is no setting ${JSON.stringify(nameOf(fault))}`,
  );
}

/** Dotted name of what a fault is about. */
function nameOf({ pointer, unknown }: Fault): string {
  return [...pointer.split("/").slice(1), ...(unknown === null ? [] : [unknown])].join(".");
}

function unknownSetting(origin: string, name: string): GalapagosError {
  return new GalapagosError(`${origin}: there is no setting ${JSON.stringify(name)}`, {
    code: "config/unknown",
    hint: hintForUnknown(name),
  });
}

/** The name that was probably meant; else those of its group, or the groups: hundreds of names help nobody. */
function hintForUnknown(name: string): string {
  const names = [...SETTINGS.keys()];
  const near = closestName(name, names);
  if (near !== null) return `did you mean ${near}?`;
  const [group = ""] = name.split(".");
  const inGroup = names.filter((known) => known.startsWith(`${group}.`));
  const heads = [...new Set(names.map((known) => known.split(".")[0]))];
  return inGroup.length === 0
    ? `settings and their groups: ${heads.join(", ")} (all in docs/settings.md)`
    : inGroup.length > MOST_NAMED
      ? `settings of ${group} are in docs/settings.md`
      : `settings of ${group}: ${inGroup.join(", ")}`;
}

/** Settings that a hint names at most. */
const MOST_NAMED = 24;
