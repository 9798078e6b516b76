import type { SelectionName } from "../../islands/selection/index.ts";
import type { JsonObject } from "../core/index.ts";

/** Which islands send emigrants to which. */
export type Topology = "ring" | "star" | "complete" | "none";

/** Migration between islands, by logical time. */
export interface MigrationConfig {
  /** @defaultValue "ring" */
  readonly topology: Topology;
  /** Steps of an island between two borders (the epoch length E). @defaultValue 50 */
  readonly interval: number;
  /** Share of the island's elites that emigrate at a border, 0 to 1; at least one elite when above 0. @defaultValue 0.05 */
  readonly rate: number;
}

/** Parent selection. */
export interface SelectionConfig {
  /** @defaultValue "boltzmann" */
  readonly policy: SelectionName;
  /** τ_base: temperature over ranks normalised to [0, 1]. @defaultValue 0.035 */
  readonly temperature: number;
  /** α: how much hotter a collapsed population gets (τ = τ_base·(1 + α·e^(−βH))). @defaultValue 2 */
  readonly alpha: number;
  /** How far islands differ on purpose: τ_base of the last island over that of the first, `temperature` between. @defaultValue 4 */
  readonly spread: number;
  /** β: how fast the heat goes as the entropy H of the niches rises. @defaultValue 3 */
  readonly beta: number;
}

/** When a run counts as converged; see `src/run/convergence.ts`. */
export interface ConvergenceConfig {
  /** Figure (0 to 1) from which the run ends at a border; `null`: never. @defaultValue null */
  readonly stopAt: number | null;
  /** Evaluations that a run must have before it may end so. @defaultValue 400 */
  readonly after: number;
}

/** What an island keeps. */
export interface ArchiveConfig {
  /** `grid`: an elite for each cell of the problem's feature grid (MAP-Elites); `single`: only the best one. @defaultValue "grid" */
  readonly cells: "grid" | "single";
}

/** What models may use in all; `null` is no limit. */
export interface BudgetConfig {
  readonly usd: number | null;
  /** Tokens of prompts and replies. */
  readonly tokens: number | null;
  readonly requests: number | null;
}

/** The ways in which models (and, where it has a weight, the offline mutator) make a child. */
export const DIRECTED_OPERATORS = [
  "improve",
  "crossover",
  "revise",
  "recombine",
  "refine",
  "mutate",
] as const;

/** Name of such a way. */
export type DirectedOperatorName = (typeof DIRECTED_OPERATORS)[number];

/** How models make children; see `src/operators/directed`. */
export interface DirectedConfig {
  /** @defaultValue "fuse" */
  readonly executor: "chat" | "react" | "fuse";
  /** @defaultValue true */
  readonly planner: boolean;
  /** @defaultValue true */
  readonly summarizer: boolean;
  /** How a model writes a change down. @defaultValue "search-replace" */
  readonly format: "search-replace" | "unified-diff" | "full-program";
  /** chat: rounds at most. @defaultValue 2 */
  readonly rounds: number;
  /** chat: attempts at once in each round. @defaultValue 1 */
  readonly parallel: number;
  /** chat: how often an attempt that is unusable or fails goes back to the model. @defaultValue 2 */
  readonly repairs: number;
  /** react: replies of the model at most. @defaultValue 12 */
  readonly reactSteps: number;
  /** Replies in which the planner may ask the run's history. @defaultValue 3 */
  readonly planTools: number;
  /** fuse: share of the way from the seed's score to the goal from which a parent counts as near. @defaultValue 0.9 */
  readonly nearness: number;
  /** Room for the parts of a prompt that may be left out, estimated tokens. @defaultValue 8000 */
  readonly promptTokens: number;
  /**
   * Settings of a model that embeds programs, for the last look for duplicates; `null`: none. @defaultValue null
   */
  readonly embedding: JsonObject | null;
  /** Cosine of two programs' embeddings from which they count as duplicates. @defaultValue 0.995 */
  readonly similarity: number;
  /** @defaultValue "bandit" */
  readonly choice: "bandit" | "weights";
  /** @defaultValue improve 4, crossover 1, revise 1, recombine 1, refine 1, mutate 0 */
  readonly operators: { readonly [name in DirectedOperatorName]: number };
}

/** What a run learns beside its programs, and tells its models; see `src/memory`. */
export interface MemoryConfig {
  /** Runs without models have none to tell, and keep no memory. @defaultValue true */
  readonly enabled: boolean;
  /**
   * Share of steps that recall nothing, and of steps that are kept from a lesson they would recall, so that what it is worth can be
   * measured. `null`: 0.1 where the budget is large enough to measure anything, else 0. @defaultValue null
   */
  readonly controlShare: number | null;
  /** Lessons that are held at a border. @defaultValue 2000 */
  readonly capacity: number;
  /** Tokens of advice per step, estimated. @defaultValue 1200 */
  readonly budgetTokens: number;
  /** Lessons of advice per step. @defaultValue 6 */
  readonly budgetLessons: number;
  /** Steps that try a new pattern, and as many that are kept from it, before it is judged. @defaultValue 8 */
  readonly probationBatch: number;
  /** How what was found is ranked. @defaultValue "two-phase" */
  readonly policy: "two-phase" | "relevance-only" | "newest";
}

/** How a run is done, completed with defaults: everything that decides the search, and the budgets. */
export interface RunConfig {
  /** Fixes everything that is not a model's answer. @defaultValue "1" */
  readonly seed: string;
  /** @defaultValue 4 */
  readonly islands: number;
  /** Results each island waits for in advance: step k is proposed from the state after result k − inFlight. @defaultValue 8 */
  readonly inFlight: number;
  /** Budget: results consumed over all islands, the seed and cache hits included. `null`: no such budget. */
  readonly evaluations: number | null;
  /** Budget: wall time in milliseconds. `null`: no such budget. */
  readonly timeMs: number | null;
  /** Raw objective value to reach; checked at borders. `null`: none. */
  readonly target: number | null;
  readonly convergence: ConvergenceConfig;
  readonly archive: ArchiveConfig;
  readonly migration: MigrationConfig;
  readonly selection: SelectionConfig;
  readonly budget: BudgetConfig;
  /** Settings of the models that make children (`ModelSettings`); none: an offline mutator makes them. */
  readonly models: readonly JsonObject[];
  /** What single islands do differently (`IslandModels`): island i uses entry i, counted around. */
  readonly islandModels: readonly JsonObject[];
  /** Folder of prompts that replace or add to those that ship. `null`: none. */
  readonly prompts: string | null;
  readonly directed: DirectedConfig;
  readonly memory: MemoryConfig;
}

/** The defaults, in one place. */
export const DEFAULT_CONFIG: RunConfig = {
  seed: "1",
  islands: 4,
  inFlight: 8,
  evaluations: null,
  timeMs: null,
  target: null,
  convergence: { stopAt: null, after: 400 },
  archive: { cells: "grid" },
  migration: { topology: "ring", interval: 50, rate: 0.05 },
  selection: { policy: "boltzmann", temperature: 0.035, spread: 4, alpha: 2, beta: 3 },
  budget: { usd: null, tokens: null, requests: null },
  models: [],
  islandModels: [],
  prompts: null,
  directed: {
    executor: "fuse",
    planner: true,
    summarizer: true,
    format: "search-replace",
    rounds: 2,
    parallel: 1,
    repairs: 2,
    reactSteps: 12,
    planTools: 3,
    nearness: 0.9,
    promptTokens: 8000,
    embedding: null,
    similarity: 0.995,
    choice: "bandit",
    operators: { improve: 4, crossover: 1, revise: 1, recombine: 1, refine: 1, mutate: 0 },
  },
  memory: {
    enabled: true,
    controlShare: null,
    capacity: 2000,
    budgetTokens: 1200,
    budgetLessons: 6,
    probationBatch: 8,
    policy: "two-phase",
  },
};

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
