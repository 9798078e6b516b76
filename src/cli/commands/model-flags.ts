import { type Command, InvalidArgumentError, Option } from "commander";
import type { BudgetConfig } from "../../config/index.ts";
import { GalapagosError, type JsonObject, given } from "../../core/index.ts";
import { NANO_PER_USD, parseBudget, parseModel } from "../../llm/index.ts";
import { STAND_IN } from "../../run/index.ts";

/** Flags that say which models make the children, and what they may cost. */
export interface ModelFlags {
  readonly model?: readonly JsonObject[];
  readonly budget?: BudgetConfig;
  readonly prompts?: string;
  readonly executor?: "chat" | "react" | "fuse";
  /** `false` with `--no-planner`. */
  readonly planner: boolean;
  readonly summarizer: boolean;
}

/** Adds the flags of {@link ModelFlags}. */
export function addModelOptions(command: Command): Command {
  return command
    .option(
      "--model <spec>",
      "a model that makes the children: name, or name@base-url; repeatable; stand-in needs none (docs/models.md)",
      collectModel,
    )
    .option("--budget <sum>", "what models may use: 5usd, 2Mtokens, 500requests, or several", parseBudgetFlag)
    .option("--prompts <folder>", "prompts that replace or add to those that ship")
    .addOption(new Option("--executor <mode>", "how models write code").choices(["chat", "react", "fuse"]))
    .option("--no-planner", "models write without a plan")
    .option("--no-summarizer", "no lessons are made of the outcomes");
}

/** The settings that these flags stand for. */
export function modelSettings(flags: ModelFlags): JsonObject {
  const directed: { [name: string]: string | boolean } = {};
  if (flags.executor !== undefined) directed.executor = flags.executor;
  if (flags.planner === false) directed.planner = false;
  if (flags.summarizer === false) directed.summarizer = false;
  return given({
    models: flags.model,
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
export function collectModel(text: string, previous: readonly JsonObject[] = []): readonly JsonObject[] {
  if (text === STAND_IN) return [...previous, { model: STAND_IN, price: "free", keyVariable: null }];
  const { model, baseUrl } = said(() => parseModel(text));
  return [...previous, { model, baseUrl }];
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
