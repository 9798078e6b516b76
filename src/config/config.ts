/** Which islands send emigrants to which. */
export type Topology = "ring" | "star" | "complete" | "none";

/** How a parent is drawn from the archive. */
export type SelectionName = "boltzmann" | "rank" | "uniform" | "seed";

/** Migration between islands, by logical time. */
export interface MigrationConfig {
  /** @defaultValue "ring" */
  readonly topology: Topology;
  /** Steps of an island between two borders (the epoch length E). @defaultValue 100 */
  readonly interval: number;
  /** Share of the island's elites that emigrate at a border, 0 to 1; at least one elite when above 0. @defaultValue 0.05 */
  readonly rate: number;
}

/** Parent selection; see `islands/selection.ts`. */
export interface SelectionConfig {
  /** @defaultValue "boltzmann" */
  readonly policy: SelectionName;
  /** τ_base: temperature over ranks normalised to [0, 1]. @defaultValue 0.2 */
  readonly temperature: number;
  /** α: how much hotter a collapsed population gets (τ = τ_base·(1 + α·e^(−βH))). @defaultValue 2 */
  readonly alpha: number;
  /** β: how fast the heat goes as the entropy H of the niches rises. @defaultValue 3 */
  readonly beta: number;
}

/** What an island keeps. */
export interface ArchiveConfig {
  /** `grid`: an elite for each cell of the problem's feature grid (MAP-Elites); `single`: only the best one. @defaultValue "grid" */
  readonly cells: "grid" | "single";
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
  readonly archive: ArchiveConfig;
  readonly migration: MigrationConfig;
  readonly selection: SelectionConfig;
}

/** The defaults, in one place. */
export const DEFAULT_CONFIG: RunConfig = {
  seed: "1",
  islands: 4,
  inFlight: 8,
  evaluations: null,
  timeMs: null,
  target: null,
  archive: { cells: "grid" },
  migration: { topology: "ring", interval: 100, rate: 0.05 },
  selection: { policy: "boltzmann", temperature: 0.2, alpha: 2, beta: 3 },
};

/** Evaluations of a run that is given no budget at all. */
const DEFAULT_EVALUATIONS = 10_000;

/** The configuration with a budget: one that has none gets 10,000 evaluations. */
export function withBudget(config: RunConfig): RunConfig {
  return config.evaluations === null && config.timeMs === null
    ? { ...config, evaluations: DEFAULT_EVALUATIONS }
    : config;
}
