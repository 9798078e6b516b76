import { readFileSync } from "node:fs";
import type { Command } from "commander";
import {
  type ConfigLayer,
  environmentLayers,
  type RunConfig,
  resolveConfig,
  textSetting,
} from "../../config/index.ts";
import { GalapagosError, type JsonObject } from "../../core/index.ts";
import { collectAssignment, parseCount, parseDuration, parseNumber } from "../arguments.ts";
import type { WatchOptions } from "../watched.ts";
import { addModelOptions, type ModelFlags, modelSettings } from "./model-flags.ts";

/** Flags of a command that starts a run. */
export interface RunFlags extends WatchOptions, ModelFlags {
  readonly seed?: string;
  readonly islands?: number;
  readonly evaluations?: number;
  readonly time?: number;
  readonly target?: number;
  readonly out?: string;
  readonly config?: string;
  readonly set: readonly (readonly [string, string])[];
}

/** Adds the flags that say how a run is done and how it is shown. */
export function addConfigOptions(command: Command): Command {
  return addModelOptions(command)
    .option("--seed <text>", "fixes everything that is not a model's answer")
    .option("--islands <n>", "number of islands", parseCount)
    .option("--evaluations <n>", "budget: programs scored over all islands", parseCount)
    .option("--time <duration>", "budget: wall time, for example 90s or 2h", parseDuration)
    .option("--target <score>", "stop when the objective reaches this value", parseNumber)
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount)
    .option("--out <folder>", "folder of this run, or an existing folder to put it into (default: results)")
    .option("--config <file>", "settings as JSON (schemas/config.schema.json)")
    .option(
      "--set <key=value>",
      "any setting, for example migration.rate=0.1; repeatable",
      collectAssignment,
      [],
    )
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the run's summary as JSON")
    .option("--quiet", "no progress");
}

/**
 * The configuration by defaults < file < environment < flags; it may still lack a budget.
 *
 * @param base - the defaults, or the configuration of the run that a fork starts from (its budgets do not carry over)
 */
export function configOf(flags: RunFlags, base?: RunConfig): RunConfig {
  const layers: ConfigLayer[] = [];
  if (flags.config !== undefined) layers.push({ origin: flags.config, settings: readSettings(flags.config) });
  layers.push(...environmentLayers(process.env));
  for (const [name, text] of flags.set) layers.push(textSetting(name, text, `--set ${name}`));
  const given: { [name: string]: string | number } = {};
  for (const name of ["seed", "islands", "evaluations", "target"] as const) {
    const value = flags[name];
    if (value !== undefined) given[name] = value;
  }
  if (flags.time !== undefined) given.timeMs = flags.time;
  layers.push({ origin: "command line", settings: { ...given, ...modelSettings(flags) } });
  return resolveConfig(layers, base && { ...base, evaluations: null, timeMs: null });
}

function readSettings(path: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new GalapagosError(`--config: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`, {
      code: "config/file",
      hint: "name a JSON file; its schema is schemas/config.schema.json",
      cause: error,
    });
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as JsonObject;
  } catch (error) {
    throw new GalapagosError(`--config: ${path} is not JSON: ${(error as Error).message}`, {
      code: "config/file",
      hint: 'for example {"islands": 4, "migration": {"topology": "ring"}}',
      cause: error,
    });
  }
}
