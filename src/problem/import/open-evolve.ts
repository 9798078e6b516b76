import { isObject, type Json } from "../../core/index.ts";
import { DROPPED, followKeys, type KeyRules } from "./fates.ts";
import { entriesOf, type ModelFacts, modelsOf } from "./map-models.ts";
import { emptyPlan, numberOf, type Plan, setSetting } from "./plan.ts";

/**
 * Reads a configuration of OpenEvolve, or of SkyDiscover, which grew out of it.
 *
 * @param isSkydiscover - whether its own names and defaults count
 */
export function planOpenEvolve(config: Json, isSkydiscover = false): Plan {
  const plan = emptyPlan("openevolve", "zero");
  const settings: Settings = {};
  const models: ModelFacts = { entries: [], shared: {}, notes: [] };
  const grid: GridFacts = { names: ["complexity", "diversity"], bins: 10, binsByName: {}, isCascade: true };
  plan.cascade = isSkydiscover ? [0.3, 0.6] : [0.5, 0.75, 0.9];
  if (isSkydiscover) plan.timeoutS = 360;
  plan.fates = followKeys(config, {
    ...DROPPED_KEYS,
    ...searchKeys(settings),
    ...modelKeys(models),
    ...taskKeys(plan, grid),
  });
  if (!grid.isCascade) plan.cascade = null;
  plan.dimensions = grid.names.map((name) => ({
    name,
    bins: numberOf(grid.binsByName[name] ?? grid.bins) ?? 10,
  }));
  const list = modelsOf(models);
  if (list.length > 0) settings.models = [...list];
  plan.settings = settings;
  plan.notes = models.notes;
  return plan;
}

/** Settings of a run as they are collected. */
interface Settings {
  [name: string]: Json;
}

/** The grid and the cascade as they are collected. */
interface GridFacts {
  names: readonly string[];
  bins: number;
  binsByName: { readonly [name: string]: Json };
  isCascade: boolean;
}

function searchKeys(settings: Settings): KeyRules {
  const set = (name: string) => (value: Json) => (value === null ? null : setSetting(settings, name, value));
  return {
    max_iterations: (value) => withNumber(value, (count) => setSetting(settings, "evaluations", count + 1)),
    random_seed: (value) => (value === null ? null : setSetting(settings, "seed", String(value))),
    diff_based_evolution: formatOf(settings),
    diff_based_generation: formatOf(settings),
    "database.num_islands": set("islands"),
    "search.num_islands": set("islands"),
    "search.database.num_islands": set("islands"),
    "database.migration_interval": set("migration.interval"),
    "database.migration_rate": set("migration.rate"),
    "database.random_seed": (value) =>
      value === null || settings.seed !== undefined ? null : setSetting(settings, "seed", String(value)),
  };
}

function modelKeys(models: ModelFacts): KeyRules {
  const shared = (name: string) => (value: Json) => {
    if (value !== null) models.shared[name] = value;
    return value === null ? null : "models";
  };
  return {
    "llm.api_base": shared("api_base"),
    "llm.api_key": shared("api_key"),
    "llm.temperature": shared("temperature"),
    "llm.top_p": shared("top_p"),
    "llm.max_tokens": shared("max_tokens"),
    "llm.timeout": shared("timeout"),
    "llm.reasoning_effort": shared("reasoning_effort"),
    "llm.random_seed": shared("random_seed"),
    "llm.models": (value) => {
      models.entries.push(...entriesOf(value));
      return "models";
    },
    "llm.name": (value) => addModel(models, value, 1),
    "llm.primary_model": (value) => addModel(models, value, 1),
    "llm.primary_model_weight": (value) => weigh(models, 0, value),
    "llm.secondary_model": (value) => addModel(models, value, 0.2),
    "llm.secondary_model_weight": (value) => weigh(models, 1, value),
  };
}

function taskKeys(plan: ReturnType<typeof emptyPlan>, grid: GridFacts): KeyRules {
  const message = (value: Json) => {
    if (typeof value !== "string" || value.trim() === "") return null;
    plan.description = value;
    return "description";
  };
  return {
    "llm.system_message": message,
    "prompt.system_message": message,
    "database.feature_dimensions": (value) => {
      if (!Array.isArray(value)) return `${DROPPED}a list of names is expected`;
      grid.names = value.filter((name) => typeof name === "string");
      return "features";
    },
    "database.feature_bins": (value) => {
      if (isObject(value)) grid.binsByName = value;
      else grid.bins = numberOf(value) ?? 10;
      return "features";
    },
    "evaluator.timeout": (value) =>
      withNumber(value, (seconds) => {
        plan.timeoutS = seconds;
        return "limits.deadlineMs";
      }),
    "evaluator.cascade_evaluation": (value) => {
      grid.isCascade = value !== false;
      return grid.isCascade ? "joint.cascade" : "joint.cascade (null)";
    },
    "evaluator.cascade_thresholds": (value) => {
      if (!Array.isArray(value)) return null;
      plan.cascade = value.map(numberOf).filter((threshold) => threshold !== null);
      return "joint.cascade";
    },
    "evaluator.memory_limit_mb": (value) =>
      withNumber(value, (memory) => {
        plan.memoryMb = memory;
        return "limits.memoryMb";
      }),
  };
}

function withNumber(value: Json, use: (number: number) => string): string | null {
  const found = numberOf(value);
  return found === null ? null : use(found);
}

function formatOf(settings: { [name: string]: Json }) {
  return (value: Json): string =>
    setSetting(settings, "directed.format", value === false ? "full-program" : "search-replace");
}

function addModel(models: ModelFacts, value: Json, weight: number): string | null {
  if (typeof value !== "string" || value === "") return null;
  models.entries.push({ name: value, weight });
  return "models";
}

function weigh(models: ModelFacts, index: number, value: Json): string | null {
  const entry = models.entries[index];
  if (value === null || entry === undefined) return null;
  models.entries[index] = { ...entry, weight: value };
  return "models";
}

const RECORD = "every verdict is on record";
const STOPS = "runs end by convergence.stopAt, which means something else";
const SELECTION = "selection here goes by ranks: see selection.* in settings";
const PROMPTS = "prompts are made otherwise: see --prompts";
const ARTIFACTS = "artifacts are always kept, at most 12,000 characters of them";
const RETRIES = "requests are tried again by a rule of their own";
const NOVELTY = "duplicates are found by the program's text and tokens; directed.embedding adds a model";

/** Keys that say nothing here, and why. */
const DROPPED_KEYS: KeyRules = {
  checkpoint_interval: RECORD,
  log_level: RECORD,
  log_dir: RECORD,
  evolution_trace: `${RECORD}: galapagos export`,
  early_stopping_patience: STOPS,
  convergence_threshold: STOPS,
  early_stopping_metric: STOPS,
  language: "follows from the seed's extension",
  file_suffix: "follows from the seed's extension",
  diff_pattern: "edits have one form here",
  max_code_length:
    "a program may have 1 MiB; offline children three times the seed's length and 2,000 characters",
  max_solution_length: "a program may have 1 MiB",
  max_tasks_per_child: "processes are replaced by a rule of their own",
  "llm.retries": RETRIES,
  "llm.retry_delay": RETRIES,
  "llm.provider": "models are asked over HTTP: name an endpoint with --model name@url",
  "llm.manual_mode": "a person can answer as any endpoint: see docs/servers.md",
  "llm.evaluator_models": "no model judges programs here",
  "llm.guide_models": "no model plans the search here",
  "llm.init_client": "models are asked over HTTP",
  "llm.max_budget_usd": "a run's budget: --budget 5usd",
  "prompt.evaluator_system_message": "no model judges programs here",
  "prompt.num_top_programs": PROMPTS,
  "prompt.num_diverse_programs": PROMPTS,
  "prompt.use_template_stochasticity": PROMPTS,
  "prompt.template_dir": PROMPTS,
  "prompt.template": PROMPTS,
  "prompt.template_variations": PROMPTS,
  "prompt.use_meta_prompting": PROMPTS,
  "prompt.meta_prompt_weight": PROMPTS,
  "prompt.include_artifacts": ARTIFACTS,
  "prompt.max_artifact_bytes": ARTIFACTS,
  "prompt.artifact_security_filter": ARTIFACTS,
  "prompt.programs_as_changes_description": "programs are shown as they are",
  "prompt.system_message_changes_description": "programs are shown as they are",
  "prompt.initial_changes_description": "programs are shown as they are",
  "prompt.suggest_simplification_after_chars": PROMPTS,
  "prompt.include_changes_under_chars": PROMPTS,
  "prompt.concise_implementation_max_lines": PROMPTS,
  "prompt.comprehensive_implementation_min_lines": PROMPTS,
  "prompt.diff_summary_max_line_len": PROMPTS,
  "prompt.diff_summary_max_lines": PROMPTS,
  "prompt.code_length_threshold": PROMPTS,
  "database.db_path": RECORD,
  "database.in_memory": RECORD,
  "database.log_prompts": RECORD,
  "database.population_size": "the archive is a grid: in each cell the best program",
  "database.archive_size": "the archive is a grid: in each cell the best program",
  "database.elite_selection_ratio": SELECTION,
  "database.exploration_ratio": SELECTION,
  "database.exploitation_ratio": SELECTION,
  "database.diversity_metric": "no dimension measures a distance to other programs",
  "database.diversity_reference_size": "no dimension measures a distance to other programs",
  "database.artifacts_base_path": ARTIFACTS,
  "database.artifact_size_threshold": ARTIFACTS,
  "database.cleanup_old_artifacts": ARTIFACTS,
  "database.artifact_retention_days": ARTIFACTS,
  "database.max_snapshot_artifacts": ARTIFACTS,
  "database.novelty_llm": NOVELTY,
  "database.embedding_model": NOVELTY,
  "database.similarity_threshold": NOVELTY,
  "evaluator.max_retries": "a seeded evaluation that failed fails again",
  "evaluator.parallel_evaluations": "as many at once as there are cores: --lanes",
  "evaluator.cpu_limit": "a clock ends programs: limits.deadlineMs",
  "evaluator.distributed": "--queue gives evaluations to other machines",
  "evaluator.use_llm_feedback": "no model judges programs here",
  "evaluator.llm_feedback_weight": "no model judges programs here",
  "evaluator.llm_as_judge": "no model judges programs here",
  "evaluator.enable_artifacts": ARTIFACTS,
  "evaluator.max_artifact_storage": ARTIFACTS,
  "evaluator.file_suffix": "follows from the seed's extension",
  "evaluator.evaluation_file": "follows from the folder",
  "evaluator.is_image_mode": "programs are texts here",
  "evaluator.inject_evaluator_context": PROMPTS,
};
