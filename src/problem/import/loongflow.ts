import type { Json } from "../../core/index.ts";
import { DROPPED, followKeys, type KeyRules } from "./fates.ts";
import { type ModelFacts, modelsOf } from "./map-models.ts";
import { emptyPlan, numberOf, type Plan, setSetting } from "./plan.ts";

/** Reads a configuration of LoongFlow: `task_config.yaml`. */
export function planLoongFlow(config: Json): Plan {
  const plan = emptyPlan("loongflow", "zero");
  plan.timeoutS = 1800;
  const settings: { [name: string]: Json } = {};
  const model: { [name: string]: Json } = {};
  const models: ModelFacts = { entries: [model], shared: {}, notes: [] };
  let names: readonly string[] = ["complexity", "score"];
  let bins = 10;
  const set = (name: string) => (value: Json) => (value === null ? null : setSetting(settings, name, value));
  const rules: KeyRules = {
    ...DROPPED_KEYS,
    "evolve.task": (value) => {
      if (typeof value !== "string") return null;
      plan.description = value;
      return "description";
    },
    "evolve.max_iterations": (value) => setSetting(settings, "evaluations", (numberOf(value) ?? 100) + 1),
    "evolve.target_score": set("target"),
    "evolve.evaluator.timeout": (value) => {
      plan.timeoutS = numberOf(value) ?? 1800;
      return "limits.deadlineMs";
    },
    "evolve.database.num_islands": set("islands"),
    "evolve.database.migration_interval": set("migration.interval"),
    "evolve.database.migration_rate": set("migration.rate"),
    "evolve.database.feature_dimensions": (value) => {
      if (!Array.isArray(value)) return `${DROPPED}a list of names is expected`;
      names = value.filter((name) => typeof name === "string");
      return "features";
    },
    "evolve.database.feature_bins": (value) => {
      bins = numberOf(value) ?? 10;
      return "features";
    },
    ...modelKeys(model),
  };
  plan.fates = followKeys(config, rules);
  plan.dimensions = names.map((name) => ({ name, bins }));
  const list = modelsOf(models);
  if (list.length > 0) settings.models = [...list];
  plan.settings = settings;
  plan.notes = models.notes;
  return plan;
}

function modelKeys(model: { [name: string]: Json }): KeyRules {
  const ofModel = (name: string) => (value: Json) => {
    if (value === null) return null;
    model[name] = value;
    return "models";
  };
  return {
    "llm_config.url": ofModel("url"),
    "llm_config.api_key": ofModel("api_key"),
    "llm_config.model": ofModel("model"),
    "llm_config.temperature": ofModel("temperature"),
    "llm_config.max_tokens": ofModel("max_tokens"),
    "llm_config.top_p": ofModel("top_p"),
    "llm_config.timeout": ofModel("timeout"),
  };
}

const RECORD = "every verdict is on record";
const SELECTION = "selection here goes by ranks: selection.*";
const PARTS = "planner, executor and summarizer have settings of their own: directed.*";

/** Keys that say nothing here, and why. */
const DROPPED_KEYS: KeyRules = {
  workspace_path: RECORD,
  logger: RECORD,
  planners: PARTS,
  executors: PARTS,
  summarizers: PARTS,
  "evolve.planner_name": PARTS,
  "evolve.executor_name": PARTS,
  "evolve.summary_name": PARTS,
  "evolve.initial_code": "the seed",
  "evolve.initial_score": "the seed is scored again",
  "evolve.initial_evaluation": "the seed is scored again",
  "evolve.workspace_path": RECORD,
  "evolve.metadata": RECORD,
  "evolve.concurrency": "as many at once as there are cores: --lanes",
  "evolve.evaluator.workspace_path": RECORD,
  "evolve.evaluator.evaluate_code": "the evaluator",
  "evolve.evaluator.evolve_target": "the seed",
  "evolve.evaluator.llm_config": "no model judges programs here",
  "evolve.database.storage_type": RECORD,
  "evolve.database.redis_url": RECORD,
  "evolve.database.output_path": RECORD,
  "evolve.database.checkpoint_interval": RECORD,
  "evolve.database.population_size": "the archive is a grid: in each cell the best program",
  "evolve.database.elite_archive_size": "the archive is a grid: in each cell the best program",
  "evolve.database.use_sampling_weight": SELECTION,
  "evolve.database.sampling_weight_power": SELECTION,
  "evolve.database.exploration_rate": SELECTION,
  "evolve.database.boltzmann_temperature": SELECTION,
  "evolve.database.feature_scaling_method": "axes follow the elites",
  "llm_config.context_length": "a prompt has a bound of its own: directed.promptTokens",
  "llm_config.model_provider": "models are asked over HTTP",
  "llm_config.completion_token_price": "prices come from the bundled list, or models[].price",
  "llm_config.prompt_token_price": "prices come from the bundled list, or models[].price",
};
