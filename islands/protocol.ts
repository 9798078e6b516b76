import type { MessagePort } from "node:worker_threads";
import type { RunConfig } from "../src/config/index.ts";
import {
  type Candidate,
  type CandidateId,
  type Evaluation,
  EXIT,
  GalapagosError,
  type PackedError,
  type RunEvent,
} from "../src/core/index.ts";
import type { Job } from "../src/evaluate/index.ts";
import type { Ensemble, PromptTexts } from "../src/llm/index.ts";
import type { MemorySettings } from "../src/memory/index.ts";
import type { AgentMachine } from "../src/operators/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { RunLocation } from "../src/store/index.ts";

/** Everything an island's thread is started with; plain data and two ports. */
export interface IslandTask {
  readonly island: number;
  readonly config: RunConfig;
  readonly problem: Problem;
  /** The run, for a read-only connection to its record. */
  readonly location: RunLocation;
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
  /** True where everything that others did is taken from the record. */
  readonly isReplay: boolean;
  readonly machine: AgentMachine;
}

/** The models of an island's task; keys and prices stay on the main thread. */
interface IslandModelsTask {
  readonly ensemble: Ensemble;
  readonly prompts: PromptTexts;
  readonly gateway: MessagePort;
}

/**
 * Why the run cannot go on for now: money is used up, or a provider fails for good. Everything recorded is
 * kept.
 */
export interface Stall {
  readonly kind: "budget" | "provider";
  readonly message: string;
  readonly hint: string | null;
}

/** Services of the coordinator to an island. */
export interface CoordinatorService {
  /**
   * Scores a program; rejects only when the evaluator cannot work at all, or when the program is a child (`step`) beyond a limit that
   * came while it waited.
   */
  evaluate(program: Pick<Job, "source" | "baseline"> & { readonly step: number | null }): Promise<Evaluation>;
  event(event: RunEvent): void;
  /** The border's record is in the store; `best` is the island's best so far. */
  arrived(border: {
    readonly epoch: number;
    readonly best: { readonly id: CandidateId; readonly score: number } | null;
  }): void;
  stalled(stall: Stall): void;
  /** The last message of all: results consumed. */
  left(consumed: number): void;
}

/** Services of an island to the coordinator. */
export interface IslandService {
  /** Every island stands at this border or beyond it: go on. */
  open(epoch: number): void;
  /** The target is reached at this border: end here. */
  finish(): void;
  /** Answers with the results consumed so far; nothing more is consumed until a limit is set. */
  pause(): number;
  limit(limit: number): void;
  /** Ctrl-C, or a stall: let what is in flight be recorded, then leave. */
  drain(): void;
}

/** Errors of a conversation between an island and the coordinator, on either side. */
export const ISLAND_ERRORS = {
  closed: (): GalapagosError =>
    new GalapagosError("the run has ended: nothing more can be asked in it", {
      code: "run/closed",
      exitCode: EXIT.bug,
    }),
  unknown: { code: "run/failed", exitCode: EXIT.bug },
} as const;

/** The end of an island's sitting. */
export interface IslandEnd {
  readonly island: number;
  /** Results consumed in all. */
  readonly consumed: number;
  readonly reason: "limit" | "target" | "interrupted";
}

/** Why an island could not go on. */
export interface IslandFailure {
  readonly failure: PackedError;
}
