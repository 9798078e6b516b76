import type { Direction } from "../core/index.ts";
import { DEFAULT_CONFIG, type RunConfig, type UpkeepPass } from "../config/index.ts";
import { selectionPolicy } from "../../islands/selection/index.ts";
import { measurableShare } from "./effect/arm.ts";

/** How the memory is kept; part of what decides a search. See `MemoryConfig` for what each setting means. */
export interface MemorySettings {
  /** 0 to 1; 0 for no control. @defaultValue 0.1 */
  readonly controlShare: number;
  readonly capacity: number;
  readonly budgetTokens: number;
  readonly budgetLessons: number;
  readonly probationBatch: number;
  /** Passes of the upkeep; absent in the records of older versions: all of them. */
  readonly upkeep?: readonly UpkeepPass[];
  /** Name of the recall policy. */
  readonly policy: string;
}

/** Share of steps without recall in a run that is large enough. */
const CONTROL_SHARE = 0.1;

/** The defaults, in a run that is large enough for a control. */
export const DEFAULT_MEMORY: MemorySettings = withoutSwitch(DEFAULT_CONFIG.memory, CONTROL_SHARE);

/**
 * The memory's settings in a run; `null` in one that keeps no memory: because it is told so, has no models to
 * tell, or makes all children from the seed as if each were the only one. A run whose budget is not a number
 * of evaluations counts as large.
 */
export function memorySettings({ memory, models, evaluations, selection }: RunConfig): MemorySettings | null {
  if (!memory.enabled || models.length === 0 || selectionPolicy(selection.policy).alone) return null;
  const steps = evaluations ?? LARGE;
  return withoutSwitch(memory, memory.controlShare ?? measurableShare(steps, CONTROL_SHARE));
}

/** Evaluations of a run that nobody counted in advance. */
const LARGE = 1e6;

function withoutSwitch(
  { enabled: _enabled, ...settings }: RunConfig["memory"],
  controlShare: number,
): MemorySettings {
  return { ...settings, controlShare };
}

/** The facts of a run that an island's memory needs. */
export interface RunFacts {
  readonly settings: MemorySettings;
  /** The run's seed, which names its random streams. */
  readonly seed: string;
  readonly island: number;
  readonly islands: number;
  /** Steps of an island between two borders. */
  readonly interval: number;
  readonly direction: Direction;
}
