import type { RunConfig } from "../../config/index.ts";
import { given, type Candidate, type RunEvent } from "../../core/index.ts";
import {
  createEvaluator,
  type Evaluator,
  type OpenBackend,
  queueBackend,
  type QueueOptions,
} from "../../evaluate/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { RunLocation, Store } from "../../store/index.ts";
import { checkAnswerer } from "../models/answerer.ts";
import type { RunRecord } from "../record.ts";
import type { Pausing } from "../control/pausing.ts";
import type { KeptWorkers } from "./keep-workers.ts";
import { requireModules } from "./require-modules.ts";

/** A queue that evaluations go to; none of it decides what is found. */
export interface QueueSettings extends Pick<QueueOptions, "url" | "secret" | "fleet" | "weight"> {
  /** Group of runs that exchange elites at their borders. @defaultValue none is exchanged */
  readonly archipelago?: string;
}

/** Options of one sitting; none of them decides what is found. */
export interface SittingOptions {
  /** Threads that islands share. @defaultValue the smaller of islands and available cores */
  readonly threads?: number;
  /** Evaluator lanes. @defaultValue available cores */
  readonly lanes?: number;
  /**
   * Let commands (sandbox level 3) run where bubblewrap is missing: only for programs you trust.
   * @defaultValue false
   */
  readonly unsafe?: boolean;
  /** Called with events as they happen, in order per island. */
  readonly onEvents?: (events: readonly RunEvent[]) => void;
  /** Aborting it drains the run: what is in flight is recorded, then the run can be resumed. */
  readonly signal?: AbortSignal;
  /** When it was asked for, milliseconds of `performance.now`: its time budget counts from then. @defaultValue when it begins */
  readonly begunMs?: number;
  /** A gate before the evaluator, for a person who pauses the run. @defaultValue always open */
  readonly pausing?: Pausing;
  /**
   * Processes and threads of earlier runs to use, and to leave to later ones.
   * @defaultValue each run has its own
   */
  readonly workers?: KeptWorkers;
  /** Workers on other machines that evaluations go to. @defaultValue they are carried out on this machine */
  readonly queue?: QueueSettings;
}

/**
 * One sitting of a run: its islands go on from the record until a budget, the target or the signal ends it.
 */
export interface Sitting {
  readonly location: RunLocation;
  readonly record: RunRecord;
  /** True when the record had a beginning already. */
  readonly resumed: boolean;
  readonly store: Store;
  readonly evaluator: Evaluator;
  readonly evaluationSeed: number;
  /** The seed program with its verdict, as step 0 of island 0. */
  readonly seed: Candidate;
  /** When it began, before its seed was scored: milliseconds of `performance.now`. */
  readonly begunMs: number;
  readonly options: SittingOptions;
}

/** Verdicts kept in memory for programs that two islands make at the same time. */
const CACHED_VERDICTS = 4096;

/** How many times its fuel a program is let run, where somebody wants to know how much it needs. */
export const OVERRUN = 10;

/**
 * Starts the evaluator of a sitting.
 *
 * @throws GalapagosError `run/modules` where this machine lacks modules that a joint evaluator needs, `llm/answer`, `evaluate/*`
 */
export async function openEvaluator(
  problem: Problem,
  config: RunConfig,
  options: SittingOptions,
): Promise<Evaluator> {
  checkAnswerer(problem, config);
  // workers of a queue have modules of their own
  if (options.queue === undefined) await requireModules(problem);
  const evaluator = await createEvaluator({
    problem,
    seed: config.seed,
    cacheSize: CACHED_VERDICTS,
    // a model learns from how much a program needs; the offline mutator would only pay for it
    overrun: config.models.length > 0 ? OVERRUN : 1,
    unsafe: options.unsafe ?? false,
    ...given({ lanes: options.lanes, openBackend: backendFor(problem, config.seed, options) }),
    onRestart: (reason) => options.onEvents?.([{ type: "evaluator-restarted", reason }]),
    onStarved: (message) => options.onEvents?.([{ type: "warning", message }]),
  });
  for (const message of evaluator.facts().warnings ?? []) options.onEvents?.([{ type: "warning", message }]);
  return evaluator;
}

/** Options that say where programs are scored, and who is told of it. */
export type MachineOptions = Pick<SittingOptions, "unsafe" | "queue" | "workers" | "signal" | "onEvents">;

/** Where evaluations are carried out, of runs and rehearsals alike; nothing where each evaluator has a process of its own. */
export function backendFor(
  problem: Problem,
  seed: string | number,
  { queue, workers, signal, onEvents }: MachineOptions,
): OpenBackend | undefined {
  if (queue === undefined) return workers?.openBackend;
  const label = `${problem.definition.name}-${seed}`;
  const onNote = (message: string): void => onEvents?.([{ type: "warning", message }]);
  return queueBackend({ ...queue, label, onNote, ...given({ signal }) });
}
