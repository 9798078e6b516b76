import type { Evaluation, PackedError } from "../../../core/index.ts";
import type { BackendFacts, Job } from "../../job.ts";

/**
 * The problem of a run as the queue's machines know it. Each sitting that opens a backend has a lot, with a
 * queue of its own, from which workers take parcels in turn with other lots.
 */
export interface Lot {
  /** Name that stays the same when the run is resumed; results lie under it. */
  readonly id: string;
  /** Name of its queue: the id and the sitting. */
  readonly queue: string;
  /** The run's name for people. */
  readonly label: string;
  /** Machine of the run, for people. */
  readonly host: string;
  /** Version of the toolkit; a worker of another one takes no parcels. */
  readonly version: string;
  /** Version of the problem. */
  readonly problem: string;
  /** SHA-256 of the bundle. */
  readonly bundle: string;
  /** Turns that it gets where a lot of weight 1 gets one. */
  readonly weight: number;
  /** Engine and version that has scored so far, as `quickjs@…`; `null` before the first. */
  readonly engine: string | null;
  /** A program whose verdict is known, which a worker must find, too; `null` while there is none. */
  readonly canary: Canary | null;
}

/** A program with its verdict. */
export interface Canary {
  readonly source: string;
  readonly seed: number;
  readonly score: number;
  readonly fuel: number | null;
}

/** One evaluation on its way. */
export interface Errand extends Pick<Job, "source" | "seed" | "purpose" | "baseline" | "answers"> {
  /** Name by everything that the verdict depends on. */
  readonly key: string;
  readonly detailed?: boolean;
}

/** Several evaluations that one lane carries out one after the other; none of them asks for the engine's facts. */
export interface Parcel {
  readonly id: string;
  readonly errands: readonly Errand[];
  /** Workers that should leave it to others, where there are any. */
  readonly avoid: readonly string[];
}

/** Verdicts on their way home, each under the key of its errand. */
export type Verdicts = readonly (readonly [key: string, evaluation: Evaluation])[];

/** A worker's findings on their way home: verdicts, or what it was asked first of all. */
export type Delivery = {
  readonly worker: string;
} & Findings;

/** Whatever a worker found by one parcel. */
export type Findings =
  | { readonly verdicts: Verdicts }
  | { readonly facts: BackendFacts }
  | { readonly error: PackedError };

/** Keys of what a delivery holds. */
export function keysOf(findings: Findings): readonly string[] {
  return "verdicts" in findings ? findings.verdicts.map(([key]) => key) : [FACTS_KEY];
}

/** A worker as it shows itself every few seconds. */
export interface WorkerStatus {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly node: string;
  readonly lanes: number;
  readonly levels: readonly number[];
  /** Parcels under way, by their ids. */
  readonly running: readonly string[];
  readonly done: number;
  readonly failed: number;
  readonly refused: { readonly [refusal: string]: number };
  /** Lots that it cannot serve, by their queues. */
  readonly unable: { readonly [queue: string]: Unable };
  /** Why it takes no parcels any more; `null` while it does. */
  readonly quarantine: string | null;
  readonly draining: boolean;
  /** Seconds that it has been there. */
  readonly upSeconds: number;
}

/** Why a worker cannot serve a lot, and what to do on its machine, where that is known. */
export interface Unable {
  readonly reason: string;
  readonly hint?: string;
}

/** Key under which the engine's facts are delivered. */
export const FACTS_KEY = "facts";

/** Scope of the word that tells workers to leave. */
export const DRAIN = "drain";

/** Largest texts, characters. */
export const MOST = {
  lot: 4 << 20,
  parcel: 32 << 20,
  result: 16 << 20,
  bundle: 192 << 20,
  worker: 1 << 20,
} as const;

/** Results are delivered together up to so many characters. */
export const TOGETHER = 1 << 20;

/** Times, milliseconds. */
export const TIMES = {
  /** A parcel is its worker's for so long unless it says it again. */
  lock: 10_000,
  /** Between two looks for parcels whose worker fell silent. */
  stalled: 5_000,
  /** Between two renewals of locks. */
  renew: 4_000,
  /** A lot or a worker that has not been heard of for so long is gone. */
  gone: 15_000,
  /** Between two signs of life. */
  alive: 2_000,
  /** Between two comparisons of what is open with what the queue holds. */
  reconcile: 5_000,
  /** Between two looks of an idle worker that nothing woke. */
  idle: 1_000,
  /** Between two looks for what dead runs left. */
  sweep: 60_000,
  /** Results that nobody took are kept so long. */
  kept: 86_400_000,
} as const;

/** Workers that may fall silent over one parcel before it counts as failed. */
export const MOST_STALLED = 3;
