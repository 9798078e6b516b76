import { type Command, InvalidArgumentError, Option } from "commander";
import type { BudgetConfig, ModelSettings, RunConfig } from "../../config/index.ts";
import { GalapagosError, type JsonObject, given } from "../../core/index.ts";
import { NANO_PER_USD, parseBudget, parseModel } from "../../llm/index.ts";
import { type MovedModel, STAND_IN } from "../../run/index.ts";
import { settingOption } from "../setting-option.ts";

/** Flags that say which models make the children, and what they may cost. */
export interface ModelFlags {
  readonly model?: readonly ModelSettings[];
  readonly modelPlanner?: ModelSettings;
  readonly modelExecutor?: ModelSettings;
  readonly modelReflection?: ModelSettings;
  readonly modelAnswer?: ModelSettings;
  readonly budget?: BudgetConfig;
  readonly prompts?: string;
  readonly oneCall?: true;
  readonly pes?: true;
  readonly executor?: RunConfig["directed"]["executor"];
  readonly agent?: string;
  /** `false` with `--no-planner`. */
  readonly planner: boolean;
  readonly summarizer: boolean;
}

/** Adds the flags of {@link ModelFlags}, what they may cost aside. */
export function addModelOptions(command: Command): Command {
  return command
    .optionsGroup("Models:")
    .addOption(settingOption("models").argParser(collectModel))
    .addOption(settingOption("roles.planner").argParser(readModel))
    .addOption(settingOption("roles.executor").argParser(readModel))
    .addOption(settingOption("roles.reflection").argParser(readModel))
    .addOption(settingOption("roles.answer").argParser(readModel))
    .addOption(settingOption("prompts"))
    .addOption(
      new Option("--one-call", "each child by one call, and recommendations every ten (default)").conflicts([
        "pes",
        "executor",
        "modelPlanner",
        "modelExecutor",
      ]),
    )
    .option("--pes", "each child by several calls: plan, execute, summarize (LoongFlow)")
    .addOption(settingOption("directed.executor"))
    .addOption(settingOption("directed.agent.command"))
    .addOption(settingOption("directed.planner"))
    .addOption(settingOption("directed.summarizer"));
}

/** The flag that says who answers where programs are prompts and there is no run. */
export interface AnswerFlags {
  readonly model?: ModelSettings;
}

/** Adds the flag of {@link AnswerFlags}. */
export function addAnswerOption(command: Command): Command {
  return command.option(
    "--model <spec>",
    "where programs are prompts: the model that answers, name or name@base-url; stand-in needs none",
    readModel,
  );
}

/** The settings that these flags stand for. */
export function modelSettings(flags: ModelFlags): JsonObject {
  const directed: { [name: string]: string | boolean | JsonObject } = {};
  // who names an agent wants it to make the children, or some of them beside the way that is named, too
  const isOneOfSeveral = flags.agent !== undefined && (flags.oneCall || flags.pes || flags.executor);
  if (flags.agent !== undefined) directed.agent = { command: flags.agent };
  if (isOneOfSeveral && flags.executor !== "agent") directed.operators = { agent: 1 };
  if (flags.agent !== undefined && !isOneOfSeveral)
    Object.assign(directed, { calls: "plan", executor: "agent" });
  // who speaks of a part of plan, execute, summarize wants that
  const isPart =
    flags.executor !== undefined ||
    flags.planner === false ||
    flags.summarizer === false ||
    flags.modelPlanner !== undefined ||
    flags.modelExecutor !== undefined;
  if (flags.pes || isPart) directed.calls = "plan";
  if (flags.oneCall) directed.calls = "one";
  if (flags.executor !== undefined) directed.executor = flags.executor;
  if (flags.planner === false) directed.planner = false;
  if (flags.summarizer === false) directed.summarizer = false;
  const { modelPlanner: planner, modelExecutor: executor, modelReflection: reflection } = flags;
  const roles: JsonObject = given({ planner, executor, reflection, answer: flags.modelAnswer });
  return given({
    models: flags.model,
    roles: Object.keys(roles).length > 0 ? roles : undefined,
    budget: flags.budget && { ...flags.budget },
    prompts: flags.prompts,
    directed: Object.keys(directed).length > 0 ? directed : undefined,
  });
}

/** `5usd,500requests` as the budget of a configuration. */
export function parseBudgetFlag(text: string): BudgetConfig {
  const { nanoUsd, tokens, requests } = said(() => parseBudget(text));
  return { usd: nanoUsd === null ? null : nanoUsd / NANO_PER_USD, tokens, requests };
}

/** One `--model`, after those before it, as settings of a configuration. */
export function collectModel(
  text: string,
  previous: readonly ModelSettings[] = [],
): readonly ModelSettings[] {
  return [...previous, readModel(text)];
}

/** A model as a flag says it. */
function readModel(text: string): ModelSettings {
  if (text === STAND_IN) return { model: STAND_IN, price: "free", keyVariable: null };
  return said(() => parseModel(text));
}

/** One `--model <id@url>` of a recorded run, after those before it. */
export function collectMoved(text: string, previous: readonly MovedModel[] = []): readonly MovedModel[] {
  const { model, baseUrl } = said(() => parseModel(text));
  if (baseUrl !== undefined) return [...previous, { id: model, baseUrl }];
  throw new InvalidArgumentError("Say where it is now: --model qwen2.5-coder:7b@http://localhost:11434/v1");
}

/** A mistake in a flag is commander's to show. */
function said<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    throw new InvalidArgumentError(`${error.message}${error.hint === undefined ? "" : ` ${error.hint}`}`);
  }
}
