import type { Command } from "commander";
import {
  type ConfigLayer,
  environmentLayers,
  readConfigFile,
  type RunConfig,
  resolveConfig,
  textSetting,
  DEFAULT_CONFIG,
} from "../../config/index.ts";
import { GalapagosError, type Json } from "../../core/index.ts";
import { Option } from "commander";
import type { SelectionName } from "../../../islands/selection/index.ts";
import { collectAssignment, parseCount, parseDuration, parseShare } from "../arguments.ts";
import { addMachineOptions } from "../machine-flags.ts";
import { addArchipelagoOption } from "../queue-flags.ts";
import { addressNote, withAddresses } from "../../run/index.ts";
import { collectMemory } from "../memory-file.ts";
import type { WatchOptions } from "../watched.ts";
import { settingOption } from "../setting-option.ts";
import { BEST_KNOWN, parseTarget, type Target } from "../target-flag.ts";
import { addModelOptions, type ModelFlags, modelSettings, parseBudgetFlag } from "./model-flags.ts";
import type { Shell } from "../shell.ts";

/** Flags of a command that starts a run. */
export interface RunFlags extends WatchOptions, ModelFlags {
  readonly seed?: string;
  readonly islands?: number;
  readonly evaluations?: number;
  readonly time?: number;
  readonly target?: Target;
  /** `true` without a figure. */
  readonly stopOnConvergence?: number | true;
  readonly selection?: SelectionName;
  readonly bestOfN?: boolean;
  /** Memory files; `false` with `--no-memory`. */
  readonly memory?: readonly string[] | boolean;
  readonly out?: string;
  readonly config?: string;
  readonly set?: readonly (readonly [string, string])[];
}

/** Convergence from which `--stop-on-convergence` ends a run when it names no figure. */
const CONVERGED = 0.99;

/** Adds the flags that say how a run is done and how it is shown, in groups. */
export function addConfigOptions(command: Command): Command {
  addSearchOptions(command);
  addModelOptions(command);
  addMemoryOptions(command);
  addBudgetOptions(command);
  return addOutputOptions(command);
}

function addSearchOptions(command: Command): void {
  command
    .optionsGroup("Search:")
    .addOption(settingOption("seed"))
    .addOption(settingOption("islands").argParser(parseCount))
    .addOption(settingOption("selection.policy"))
    .addOption(
      new Option(
        "--best-of-n",
        "no evolution: every child is made from the seed and knows of no other",
      ).conflicts("selection"),
    )
    .option("--config <file>", "settings as JSON (docs/settings.md, schemas/config.schema.json)")
    .option(
      "--set <key=value>",
      "any setting, for example migration.rate=0.1; repeatable",
      collectAssignment,
    );
}

function addMemoryOptions(command: Command): void {
  command
    .optionsGroup("Memory:")
    .option("--memory <file>", "begin with the lessons of an earlier run; repeatable", collectMemory)
    .addOption(settingOption("memory.enabled"));
}

function addBudgetOptions(command: Command): void {
  command
    .optionsGroup("Budget:")
    .addOption(settingOption("evaluations").argParser(parseCount))
    .addOption(settingOption("timeMs").argParser(parseDuration))
    .addOption(settingOption("budget.usd").argParser(parseBudgetFlag))
    .addOption(settingOption("target").argParser(parseTarget))
    .addOption(settingOption("convergence.stopAt").argParser(parseShare));
}

function addOutputOptions(command: Command): Command {
  command
    .optionsGroup("Output:")
    .option("--out <folder>", "folder of this run, or an existing folder to put it into (default: results)")
    .option("--json", "print the run's summary as JSON")
    .option("--quiet", "no progress")
    .optionsGroup("Machine:")
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount);
  return addArchipelagoOption(addMachineOptions(command)).optionsGroup("Options:");
}

/**
 * The configuration by defaults < file < environment < flags; it may still lack a budget.
 *
 * @param base - the defaults, or the configuration of the run that a fork starts from (its budgets do not
 * carry over)
 */
export function configOf(shell: Shell, flags: RunFlags, base?: RunConfig): RunConfig {
  const layers: ConfigLayer[] = [];
  if (flags.config !== undefined) layers.push(readConfigFile(shell.path(flags.config), flags.config));
  layers.push(...environmentLayers(shell.io.env), ...flagLayers(flags));
  const { env } = shell.io;
  const unbounded = { evaluations: null, timeMs: null, budget: DEFAULT_CONFIG.budget };
  const config = resolveConfig(layers, base && { ...base, ...unbounded });
  const note = addressNote(config, env);
  if (note !== null) shell.say(note);
  return withAddresses(config, env);
}

/** The settings that flags stand for, in order of precedence; `--config` aside. */
export function flagLayers(flags: RunFlags): readonly ConfigLayer[] {
  const given: { [name: string]: Json } = {};
  for (const name of ["seed", "islands", "evaluations", "target"] as const) {
    const value = flags[name];
    if (value !== undefined) given[name] = value;
  }
  if (given.target === BEST_KNOWN) {
    throw new GalapagosError(`--target ${BEST_KNOWN} is known in run, fork and prompts only`, {
      code: "run/target",
      hint: "name the score: --target <score>",
    });
  }
  if (flags.time !== undefined) given.timeMs = flags.time;
  const { stopOnConvergence: stop, selection: policy } = flags;
  if (stop !== undefined) given.convergence = { stopAt: stop === true ? CONVERGED : stop };
  if (flags.bestOfN || policy !== undefined) given.selection = { policy: policy ?? "seed" };
  if (flags.bestOfN || flags.memory === false) given.memory = { enabled: false };
  return [
    ...(flags.set ?? []).map(([name, text]) => textSetting(name, text, `--set ${name}`)),
    { origin: "command line", settings: { ...given, ...modelSettings(flags) } },
  ];
}
