import { readFileSync } from "node:fs";
import { Command } from "commander";
import {
  type ConfigLayer,
  environmentLayers,
  resolveConfig,
  type RunConfig,
  textSetting,
} from "../../config/index.ts";
import { GalapagosError, type JsonObject } from "../../core/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { startRun } from "../../run/index.ts";
import { collectAssignment, parseCount, parseDuration, parseNumber } from "../arguments.ts";
import { previewRun } from "../preview.ts";
import { repeatRun } from "../repeat.ts";
import { runWatched, type WatchOptions } from "../watched.ts";
import { placeOf } from "./place.ts";

/** Flags of `run`. */
export interface RunFlags extends WatchOptions {
  readonly seed?: string;
  readonly islands?: number;
  readonly evaluations?: number;
  readonly time?: number;
  readonly target?: number;
  readonly threads?: number;
  readonly out?: string;
  readonly config?: string;
  readonly set: readonly (readonly [string, string])[];
  readonly repeat?: number;
  readonly dryRun?: boolean;
}

/** Evaluations of a run that is given no budget at all. */
const DEFAULT_EVALUATIONS = 10_000;

/** `galapagos run <problem>`. */
export function runCommand(): Command {
  return new Command("run")
    .description("evolve a problem's program")
    .argument("<problem>", "name or folder of a problem")
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
    .option("--repeat <n>", "that many runs with different seeds; prints median and interval", parseCount)
    .option("--dry-run", "score the seed, show a first proposal, estimate the time; write nothing")
    .option("--json", "print the run's summary as JSON")
    .option("--quiet", "no progress")
    .addHelpText("after", "\nExample:\n  galapagos run circle-packing --islands 2 --time 60s --seed 1")
    .action(async (name: string, flags: RunFlags) => {
      const problem = await loadProblem(name);
      const config = configOf(flags);
      if (flags.dryRun) return previewRun(problem, config, flags);
      if (flags.repeat !== undefined) return repeatRun(problem, config, flags.repeat, flags);
      await runWatched(problem.definition, config, flags, (sitting) =>
        startRun({ problem, config, ...placeOf(flags.out), ...sitting }),
      );
    });
}

/** The configuration by defaults < file < environment < flags. */
export function configOf(flags: RunFlags): RunConfig {
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
  layers.push({ origin: "command line", settings: given });
  const config = resolveConfig(layers);
  return config.evaluations === null && config.timeMs === null
    ? { ...config, evaluations: DEFAULT_EVALUATIONS }
    : config;
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
