import type { Candidate, CandidateId, Json, JsonObject } from "../core/index.ts";

/** Emigrants and best of an island at a border of logical time; what other islands may see of it. */
export interface BorderRecord {
  readonly island: number;
  /** Epoch e ≥ 1; the border lies right after step e·E. */
  readonly epoch: number;
  /** Chosen emigrants, best first. */
  readonly emigrants: readonly CandidateId[];
  /** The island's best so far, or `null` when it has none. */
  readonly best: CandidateId | null;
}

/** An island's state after it consumed `step`, plus whatever it needs to go on; opaque to the store. */
export interface CheckpointRecord {
  readonly island: number;
  readonly step: number;
  readonly state: Json;
}

/** A recorded input that a replay must repeat: a stop by the clock, a raised budget, an injected program. */
export interface DecisionRecord {
  readonly kind: string;
  readonly data: JsonObject;
}

/** What the store is asked to keep; each is acknowledged only after COMMIT. Repeating one is a no-op. */
export type StoreWrite =
  | { readonly type: "candidate"; readonly candidate: Candidate }
  | { readonly type: "border"; readonly border: BorderRecord }
  | { readonly type: "checkpoint"; readonly checkpoint: CheckpointRecord }
  | { readonly type: "decision"; readonly decision: DecisionRecord }
  | { readonly type: "meta"; readonly key: string; readonly value: Json };

/** The columns of a candidate that a replay of the archive needs; no program text. */
export interface StepRow {
  readonly island: number;
  readonly step: number;
  readonly parents: readonly CandidateId[];
  readonly operator: string;
  readonly fingerprintText: string;
  readonly fingerprintTree: string;
  /** `null` for a failure. */
  readonly score: number | null;
  readonly features: { readonly [name: string]: number };
}

/** The write side as any thread sees it. */
export interface StoreWriter {
  /** Resolves after the writes are on disk (one transaction for all of them). */
  write(writes: readonly StoreWrite[]): Promise<void>;
}

/** Read side: a read-only connection of the calling thread. All orders are total and stable. */
export interface StoreReader {
  meta(key: string): Json | null;
  candidate(id: CandidateId): Candidate | null;
  /** Number of recorded candidates. */
  count(): number;
  /** Rows of one island with step ≥ from, ascending. */
  steps(island: number, from: number): IterableIterator<StepRow>;
  /** Program text of many candidates at once. */
  sources(ids: readonly CandidateId[]): ReadonlyMap<CandidateId, string>;
  /** Children of a candidate, by (step, island). */
  children(id: CandidateId): readonly CandidateId[];
  /** Ancestors along first parents, nearest first. */
  ancestors(id: CandidateId, limit: number): readonly CandidateId[];
  border(island: number, epoch: number): BorderRecord | null;
  /** Newest checkpoint of an island. */
  checkpoint(island: number): CheckpointRecord | null;
  decisions(kind: string): readonly DecisionRecord[];
  /** Failures by kind. */
  failures(): { readonly [kind: string]: number };
  close(): void;
}
