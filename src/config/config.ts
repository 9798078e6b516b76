import { type Complete, completed, schemaFile, section, type Written } from "../schema/index.ts";
import { BUDGET } from "./settings/budget.ts";
import { MEMORY } from "./settings/memory.ts";
import { MODELS } from "./settings/models.ts";
import { SEARCH } from "./settings/search.ts";

/** The settings of a run by group, as help and documentation show them. */
export const SETTING_GROUPS = { Search: SEARCH, Models: MODELS, Memory: MEMORY, Budget: BUDGET };

/** Name of such a group. */
export type SettingGroup = keyof typeof SETTING_GROUPS;

/** The declaration of every setting of a run. */
const RUN_SETTINGS = section(
  { ...SEARCH, ...MODELS, ...MEMORY, ...BUDGET },
  {
    description:
      "How a run is done. Every property is optional; flags and GALAPAGOS_* environment variables override this file.",
  },
);

/** The schema of a configuration file: `schemas/config.schema.json`. */
export const CONFIG_FILE = schemaFile("Galapagos run configuration", RUN_SETTINGS);

/** How a run is done, completed with defaults: everything that decides the search, and the budgets. */
export type RunConfig = Complete<typeof RUN_SETTINGS>;

/** The same as a person writes it: every setting may be left out. */
export type RunSettingsFile = Written<typeof RUN_SETTINGS>;

/** Which islands send emigrants to which. */
export type Topology = RunConfig["migration"]["topology"];

/** Parent selection. */
export type SelectionConfig = RunConfig["selection"];

/** The ceilings on everything models use. */
export type BudgetConfig = RunConfig["budget"];

/** The configuration of a run that is told nothing. */
export const DEFAULT_CONFIG: RunConfig = completed(RUN_SETTINGS, {});

/** Evaluations of a run that is given no budget at all. */
const DEFAULT_EVALUATIONS = 10_000;

/** The configuration with a budget: one that has none gets 10,000 evaluations. */
export function withBudget(config: RunConfig): RunConfig {
  const { usd, tokens, requests } = config.budget;
  const isPaid = config.models.length > 0 && (usd ?? tokens ?? requests) !== null;
  return config.evaluations === null && config.timeMs === null && !isPaid
    ? { ...config, evaluations: DEFAULT_EVALUATIONS }
    : config;
}
