import type { Direction } from "../problem/index.ts";

/** How the memory is kept; part of what decides a search. */
export interface MemorySettings {
  /**
   * Share of steps that recall nothing, so that the memory's effect can be measured, and of steps that are kept from a
   * lesson they would recall, for the lesson's own; 0 for neither. @defaultValue 0.1
   */
  readonly controlShare: number;
  /** Lessons that the memory holds at a border. @defaultValue 2000 */
  readonly capacity: number;
  /** Tokens of advice per step. @defaultValue 1200 */
  readonly budgetTokens: number;
  /** Lessons of advice per step. @defaultValue 6 */
  readonly budgetLessons: number;
  /** Steps that try a new pattern, and as many that are kept from it, before it is judged. @defaultValue 8 */
  readonly probationBatch: number;
  /** Name of the recall policy. @defaultValue "two-phase" */
  readonly policy: string;
}

/** The defaults, in one place. */
export const DEFAULT_MEMORY: MemorySettings = {
  controlShare: 0.1,
  capacity: 2000,
  budgetTokens: 1200,
  budgetLessons: 6,
  probationBatch: 8,
  policy: "two-phase",
};

/** What an island's memory knows of its run. */
export interface MemoryPlace {
  readonly settings: MemorySettings;
  /** The run's seed, which names its random streams. */
  readonly seed: string;
  readonly island: number;
  readonly islands: number;
  /** Steps of an island between two borders. */
  readonly interval: number;
  readonly direction: Direction;
}
