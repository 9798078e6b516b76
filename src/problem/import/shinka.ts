import { isObject, type Json } from "../../core/index.ts";
import { followKeys, type KeyRules } from "./fates.ts";
import { entriesOf, type ModelFacts, modelsOf } from "./map-models.ts";
import { emptyPlan, numberOf, type Plan, setSetting } from "./plan.ts";

/** Classes whose calls configure a run of ShinkaEvolve, by the section that they stand for. */
export const SHINKA_CLASSES: { readonly [name: string]: string } = {
  EvolutionConfig: "evo_config",
  DatabaseConfig: "db_config",
  LocalJobConfig: "job_config",
  JobConfig: "job_config",
  SlurmCondaJobConfig: "job_config",
  SlurmDockerJobConfig: "job_config",
};

/** Reads a configuration of ShinkaEvolve: `shinka.yaml`, or what `run_evo.py` calls its classes with. */
export function planShinka(config: Json): Plan {
  const plan = emptyPlan("shinka", "invalid");
  plan.timeoutS = 3600;
  const settings: { [name: string]: Json } = {};
  const models: ModelFacts = { entries: [], shared: {}, notes: [] };
  const rules = { ...DROPPED_KEYS, ...searchKeys(settings, models), ...taskKeys(plan) };
  plan.fates = followKeys(config, rules);
  const list = modelsOf(models);
  if (list.length > 0) settings.models = [...list];
  plan.settings = settings;
  plan.notes = models.notes;
  return plan;
}

function searchKeys(settings: { [name: string]: Json }, models: ModelFacts): KeyRules {
  const set = (name: string) => (value: Json) => (value === null ? null : setSetting(settings, name, value));
  return {
    "evo_config.num_generations": (value) => setSetting(settings, "evaluations", (numberOf(value) ?? 50) + 1),
    "evo_config.llm_models": (value) => {
      models.entries.push(...entriesOf(value));
      return "models";
    },
    "evo_config.llm_kwargs": (value) => {
      if (!isObject(value)) return null;
      const [temperature] = Array.isArray(value.temperatures) ? value.temperatures : [];
      const [effort] = Array.isArray(value.reasoning_efforts) ? value.reasoning_efforts : [];
      if (typeof temperature === "number") models.shared.temperature = temperature;
      if (typeof effort === "string" && effort !== "auto") models.shared.reasoning_effort = effort;
      if (numberOf(value.max_tokens ?? null) !== null) models.shared.max_tokens = value.max_tokens ?? null;
      return "models (the first of several temperatures and efforts)";
    },
    "evo_config.llm_dynamic_selection": (value) =>
      setSetting(settings, "directed.choice", value === "fixed" || value === null ? "weights" : "bandit"),
    "evo_config.max_api_costs": (value) =>
      numberOf(value) === null ? null : setSetting(settings, "budget.usd", numberOf(value)),
    "evo_config.meta_rec_interval": (value) =>
      setSetting(settings, "directed.reflection", numberOf(value) ?? 0),
    "db_config.num_islands": set("islands"),
    "db_config.migration_interval": set("migration.interval"),
    "db_config.migration_rate": set("migration.rate"),
  };
}

function taskKeys(plan: ReturnType<typeof emptyPlan>): KeyRules {
  return {
    "evo_config.task_sys_msg": (value) => {
      if (typeof value !== "string") return null;
      plan.description = value;
      return "description";
    },
    "job_config.time": (value) => {
      const seconds = typeof value === "string" ? secondsOf(value) : null;
      if (seconds === null) return null;
      plan.timeoutS = seconds;
      return "limits.deadlineMs";
    },
    "job_config.extra_cmd_args": (value) => {
      if (!isObject(value) || Object.keys(value).length === 0) return null;
      plan.arguments = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
      return "joint.arguments";
    },
    "job_config.numeric_threads_per_job": (value) => {
      plan.threads = numberOf(value);
      return plan.threads === null ? null : "needs.threads";
    },
    "job_config.python_executable": (value) => {
      if (typeof value !== "string") return null;
      plan.environment = value;
      return "needs.environments";
    },
  };
}

/** Seconds of `hh:mm:ss`. */
function secondsOf(text: string): number | null {
  const parts = text.split(":").map(Number);
  if (parts.some((part) => !Number.isFinite(part))) return null;
  return parts.reduce((sum, part) => 60 * sum + part, 0);
}

const RECORD = "every verdict is on record";
const OPERATORS = "edits and operators have a form of their own: directed.*";
const SELECTION = "selection here goes by ranks: selection.*";
const NOVELTY = "duplicates are found by the program's text and tokens; directed.embedding adds a model";
const PACE = "as many at once as there are cores: --lanes; inFlight says how many children";
const PROMPTS = "prompts do not evolve here";
const CLUSTER = "--queue gives evaluations to other machines";

/** Keys that say nothing here, and why. */
const DROPPED_KEYS: KeyRules = {
  max_evaluation_jobs: PACE,
  max_proposal_jobs: PACE,
  max_db_workers: PACE,
  "evo_config.patch_types": OPERATORS,
  "evo_config.patch_type_probs": OPERATORS,
  "evo_config.max_patch_resamples": OPERATORS,
  "evo_config.max_patch_attempts": "directed.repairs says how often a model may mend its answer",
  "evo_config.job_type": "evaluations run in the sandbox of this machine",
  "evo_config.language": "follows from the seed's extension",
  "evo_config.llm_dynamic_selection_kwargs": "the bandit has settings of its own",
  "evo_config.meta_llm_models": "the run's models reflect",
  "evo_config.meta_llm_kwargs": "the run's models reflect",
  "evo_config.meta_max_recommendations": "the run's models reflect",
  "evo_config.sample_single_meta_rec": "the run's models reflect",
  "evo_config.embedding_model": NOVELTY,
  "evo_config.code_embed_sim_threshold": NOVELTY,
  "evo_config.max_novelty_attempts": NOVELTY,
  "evo_config.novelty_llm_models": NOVELTY,
  "evo_config.novelty_llm_kwargs": NOVELTY,
  "evo_config.init_program_path": "the seed",
  "evo_config.results_dir": RECORD,
  "evo_config.use_text_feedback": "text_feedback is always kept, as an artifact",
  "evo_config.inspiration_sort_order": SELECTION,
  ...Object.fromEntries(
    [
      "evolve_prompts",
      "prompt_patch_types",
      "prompt_patch_type_probs",
      "prompt_evolution_interval",
      "prompt_archive_size",
      "prompt_llm_models",
      "prompt_llm_kwargs",
      "prompt_ucb_exploration_constant",
      "prompt_epsilon",
      "prompt_evo_top_k_programs",
      "prompt_percentile_recompute_interval",
    ].map((name) => [`evo_config.${name}`, PROMPTS]),
  ),
  ...Object.fromEntries(
    [
      "enable_controlled_oversubscription",
      "proposal_target_mode",
      "proposal_target_min_samples",
      "proposal_target_ratio_cap",
      "proposal_buffer_max",
      "proposal_target_hard_cap",
      "proposal_target_ewma_alpha",
    ].map((name) => [`evo_config.${name}`, PACE]),
  ),
  ...Object.fromEntries(
    ["enable_wandb_logging", "wandb_project", "wandb_entity", "wandb_group", "wandb_name", "wandb_mode"].map(
      (name) => [`evo_config.${name}`, RECORD],
    ),
  ),
  "db_config.db_path": RECORD,
  "db_config.max_stdout_log_chars": RECORD,
  "db_config.archive_size": "the archive is a grid: in each cell the best program",
  ...Object.fromEntries(
    [
      "elite_selection_ratio",
      "num_archive_inspirations",
      "num_top_k_inspirations",
      "island_elitism",
      "enforce_island_separation",
      "island_selection_strategy",
      "enable_dynamic_islands",
      "stagnation_threshold",
      "island_spawn_strategy",
      "island_spawn_subtree_size",
      "parent_selection_strategy",
      "exploitation_alpha",
      "exploitation_ratio",
      "parent_selection_lambda",
      "num_beams",
      "archive_selection_strategy",
      "archive_criteria",
    ].map((name) => [`db_config.${name}`, SELECTION]),
  ),
  "job_config.eval_program_path": "the evaluator",
  "job_config.eval_verbose": "what an evaluator prints is told where it fails",
  "job_config.conda_env": "name its folder: --python /path/to/env/bin/python3",
  "job_config.activate_script": "name the environment's folder: --python /path/to/env/bin/python3",
  ...Object.fromEntries(
    ["image", "image_tar_path", "docker_flags", "partition", "cpus", "gpus", "mem", "modules"].map((name) => [
      `job_config.${name}`,
      CLUSTER,
    ]),
  ),
};
