import type { ErrorObject } from "ajv";
import { closestName, GalapagosError, type Json, type JsonObject } from "../core/index.ts";
import { type JsonSchema, schemaCheck } from "../schema/index.ts";
import { CONFIG_FILE, DEFAULT_CONFIG, type RunConfig } from "./config.ts";
import { SETTINGS, VARIABLE_PREFIX } from "./settings.ts";

/** Some settings and where they come from, for messages. */
export interface ConfigLayer {
  /** For example `--set`, `GALAPAGOS_ISLANDS`, or a file's path. */
  readonly origin: string;
  readonly settings: JsonObject;
}

const check = schemaCheck<RunConfig & { readonly $schema?: string }>(CONFIG_FILE);

/**
 * The configuration that layers of settings lead to, later ones winning: defaults < file < environment < flags.
 *
 * @param base - what holds where no layer speaks
 * @throws GalapagosError `config/invalid`: which layer, what was expected, what came
 */
export function resolveConfig(layers: readonly ConfigLayer[], base: RunConfig = DEFAULT_CONFIG): RunConfig {
  let config = base;
  for (const { origin, settings } of layers) {
    // a layer is judged together with those below: one may name a model, the next its address
    const together: unknown = isObject(settings) ? merge(config, settings) : settings;
    if (!check.accepts(together)) throw refusal(origin, check.errors()[0]);
    const { $schema: _schema, ...completed } = together;
    config = completed;
  }
  return config;
}

/**
 * One setting given as text (`migration.rate`, `0.1`) as a layer: read as a number, a list or `null` where the schema wants
 * no text.
 */
export function textSetting(name: string, text: string, origin: string): ConfigLayer {
  const setting = SETTINGS.get(name);
  if (setting === undefined) throw unknownSetting(origin, name);
  const path = name.split(".");
  const value = setting.schema.type === "string" ? text : jsonOrText(text);
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

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function refusal(origin: string, error: ErrorObject | undefined): GalapagosError {
  const place = error?.instancePath.slice(1).replaceAll("/", ".") ?? "";
  const unknown = error?.params.additionalProperty as string | undefined;
  if (unknown !== undefined) {
    return unknownSetting(origin, place ? `${place}.${unknown}` : unknown);
  }
  const allowed = error?.params.allowedValues as readonly string[] | undefined;
  const expected = allowed
    ? `one of ${allowed.join(", ")}`
    : (error?.message ?? "a valid value")
        .replace(/^must be /, "")
        .replace(/^must NOT have (?:fewer|more) than (\d+) characters$/, (text, n) =>
          text.includes("fewer")
            ? `at least ${n} character${n === "1" ? "" : "s"}`
            : `at most ${n} characters`,
        );
  return new GalapagosError(
    `${origin}: expected ${expected} for ${place || "the configuration"}, got ${JSON.stringify(error?.data)}`,
    {
      code: "config/invalid",
      hint: (error?.parentSchema as JsonSchema | undefined)?.description ?? "see schemas/config.schema.json",
    },
  );
}

function unknownSetting(origin: string, name: string): GalapagosError {
  const names = [...SETTINGS.keys()];
  const near = closestName(name, names);
  return new GalapagosError(`${origin}: there is no setting ${JSON.stringify(name)}`, {
    code: "config/unknown",
    hint: near === null ? `settings: ${names.join(", ")}` : `did you mean ${near}?`,
  });
}
