import type { MessagePort } from "node:worker_threads";
import type { RunConfig } from "../src/config/index.ts";
import type { Candidate, CandidateId, Evaluation, RunEvent } from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import type { Ensemble, PromptTexts } from "../src/llm/index.ts";
import type { MemorySettings } from "../src/memory/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { IslandFailure } from "./failure.ts";

/** Everything an island's thread is started with; plain data and two ports. */
export interface IslandTask {
  readonly island: number;
  readonly config: RunConfig;
  readonly problem: Problem;
  /** Folder of the run, for a read-only connection to its record. */
  readonly folder: string;
  /** Results this island may consume in all, the seed included; `Infinity` while only time bounds the run. */
  readonly limit: number;
  /** The seed as this island's step 0, scored once for all islands. */
  readonly seed: Candidate;
  readonly coordinator: MessagePort;
  readonly store: MessagePort;
  /** `null` in a run without models. */
  readonly models: IslandModelsTask | null;
  /** `null` in a run that keeps no memory. */
  readonly memory: MemorySettings | null;
}

/** What an island needs to ask models; keys and prices stay on the main thread. */
export interface IslandModelsTask {
  readonly ensemble: Ensemble;
  readonly prompts: PromptTexts;
  readonly gateway: MessagePort;
}

/** Why the run cannot go on for now: money is used up, or a provider fails for good. Everything recorded is kept. */
export interface Stall {
  readonly kind: "budget" | "provider";
  readonly message: string;
  readonly hint: string | null;
}

/** What an island says to the coordinator; messages travel in lists. */
export type FromIsland =
  | {
      readonly type: "evaluate";
      readonly ticket: number;
      readonly source: string;
      readonly baseline: Baseline | null;
    }
  /** The border's record is in the store; `best` is the island's best so far. */
  | {
      readonly type: "arrived";
      readonly epoch: number;
      readonly best: { readonly id: CandidateId; readonly score: number } | null;
    }
  /** Answer to `pause`: results consumed so far; nothing is consumed until a limit comes. */
  | { readonly type: "paused"; readonly consumed: number }
  | { readonly type: "stalled"; readonly stall: Stall }
  | { readonly type: "events"; readonly events: readonly RunEvent[] }
  /** The last message of all: results consumed. */
  | { readonly type: "left"; readonly consumed: number };

/** What the coordinator says to an island; messages travel in lists. */
export type ToIsland =
  | { readonly type: "evaluated"; readonly ticket: number; readonly evaluation: Evaluation }
  | ({ readonly type: "unable"; readonly ticket: number } & IslandFailure)
  /** Every island stands at this border or beyond it: go on. */
  | { readonly type: "open"; readonly epoch: number }
  /** The target is reached at this border: end here. */
  | { readonly type: "finish" }
  | { readonly type: "pause" }
  | { readonly type: "limit"; readonly limit: number }
  /** Ctrl-C, or a stall: let what is in flight be recorded, then leave. */
  | { readonly type: "drain" };

/** How an island ended. */
export interface IslandEnd {
  readonly island: number;
  /** Results consumed in all. */
  readonly consumed: number;
  readonly reason: "limit" | "target" | "interrupted";
}
