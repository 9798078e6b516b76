import type { Candidate, CandidateId, Direction, Evaluation, Json, JsonObject } from "../core/index.ts";
import type { CallReader, EndedCall, SentCall } from "./call-records.ts";
import type { CourseReader } from "./course-records.ts";
import type { LessonEventRecord, LessonReader } from "./lesson-records.ts";

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

/** A program that an operator had scored while it was still making the step's candidate. */
export interface TrialRecord {
  readonly island: number;
  readonly step: number;
  /** Number of the trial within its step, from 0. */
  readonly attempt: number;
  readonly source: string;
  readonly evaluation: Evaluation;
}

/** A recorded input that a replay must repeat: a stop by the clock, a raised budget, an injected program. */
export interface DecisionRecord {
  readonly kind: string;
  readonly data: JsonObject;
}

/**
 * One write to the store; each is acknowledged only after COMMIT. Repeating one is a no-op; the first record
 * of a candidate, trial, border or checkpoint stands, and a candidate or trial repeated with *another*
 * program, or an event of the memory with other content, is an error, not a repair. A `meta` value replaces
 * the one before it.
 */
export type StoreWrite =
  | { readonly type: "candidate"; readonly candidate: Candidate }
  | { readonly type: "trial"; readonly trial: TrialRecord }
  | { readonly type: "border"; readonly border: BorderRecord }
  | { readonly type: "checkpoint"; readonly checkpoint: CheckpointRecord }
  | { readonly type: "decision"; readonly decision: DecisionRecord }
  | { readonly type: "call-sent"; readonly call: SentCall }
  | { readonly type: "call-ended"; readonly call: EndedCall }
  | { readonly type: "lesson"; readonly event: LessonEventRecord }
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

/** How far an island has been recorded. */
export interface IslandCount {
  readonly island: number;
  /** Number of recorded candidates of the island. */
  readonly recorded: number;
  /** Largest n such that steps 0 … n − 1 are all recorded: where a replay without a checkpoint gets to. */
  readonly prefix: number;
}

/** The write side as any thread sees it. */
export interface StoreWriter {
  /**
   * Resolves after the writes are on disk (one transaction for all of them).
   *
   * @throws GalapagosError `store/conflict` or `store/invalid`: this call's writes were refused, none of them
   * is kept; `store/full`, `store/read-only`, `store/io`, `store/corrupt`, `store/busy`: the disk refused,
   * and every later write rejects with the same error; `store/closed` after `close()`.
   */
  write(writes: readonly StoreWrite[]): Promise<void>;
}

/** Candidates: each with its verdict, in pages of one island, and counted. */
export interface CandidateReader {
  candidate(id: CandidateId): Candidate | null;
  /** Rows of one island with step ≥ from, ascending. */
  steps(island: number, from: number): IterableIterator<StepRow>;
  /**
   * Whole records of one island with step ≥ from, ascending: what a replay after a checkpoint takes instead
   * of running.
   */
  candidates(island: number, from: number): IterableIterator<Candidate>;
  /** Fingerprints of one island's candidates with from ≤ step ≤ to, ascending. */
  fingerprints(
    island: number,
    from: number,
    to: number,
  ): IterableIterator<{ readonly step: number; readonly tree: string }>;
  /** Number of recorded candidates. */
  count(): number;
  /** Every island that has a record, ascending. */
  islands(): readonly IslandCount[];
  /** Highest step on record of an island; −1 when it has none. */
  lastStep(island: number): number;
  /** The best candidates in the total order: better score, then lower step, then lower island. */
  top(direction: Direction, count: number): readonly CandidateId[];
  /** The verdict on record for exactly this program text, of any island; `null` when it was never scored. */
  verdictOf(source: string): Evaluation | null;
  /** Program text of many candidates at once. */
  sources(ids: readonly CandidateId[]): ReadonlyMap<CandidateId, string>;
  /**
   * Failures by kind.
   *
   * @param consumed - by island, how many of its results count; islands without an entry count whole.
   * @defaultValue all
   */
  failures(consumed?: readonly number[]): { readonly [kind: string]: number };
  /** The latest failures of one kind, newest first by (step, island). */
  failed(kind: string, count: number): readonly CandidateId[];
}

/** Which candidate came from which. */
export interface LineageReader {
  /** Children of a candidate, by (step, island). */
  children(id: CandidateId): readonly CandidateId[];
  /** Ancestors along first parents, nearest first. */
  ancestors(id: CandidateId, limit: number): readonly CandidateId[];
  /** Everything that came from a candidate, of any island, failed or not, by (step, island). */
  descendants(id: CandidateId, limit: number): readonly CandidateId[];
  /** The other children of a candidate's first parent, of any island, failed or not, by (step, island). */
  siblings(id: CandidateId, limit: number): readonly CandidateId[];
}

/** Programs that steps had scored before their candidate was made. */
export interface TrialReader {
  /** A trial of a step; `null` when it was never recorded. */
  trial(island: number, step: number, attempt: number): TrialRecord | null;
  /** The trials of a step, in order. */
  trials(island: number, step: number): readonly TrialRecord[];
  /**
   * How often the evaluator ran for what is on record: every trial, and every candidate that neither a trial
   * nor an earlier verdict had scored.
   */
  evaluatorCalls(): number;
}

/** How far a run has come: what it says of itself, its borders, checkpoints and decisions. */
export interface ProgressReader {
  meta(key: string): Json | null;
  border(island: number, epoch: number): BorderRecord | null;
  /** Newest checkpoint of an island. */
  checkpoint(island: number): CheckpointRecord | null;
  decisions(kind: string): readonly DecisionRecord[];
}

/** The candidates of a run with their lineage, their trials and the marks of logical time. */
export interface StoreReader extends CandidateReader, LineageReader, TrialReader, ProgressReader {}

/**
 * The record of a run, open for reading on the calling thread; `using` closes it. All orders are total and
 * stable, and none depends on the order of writing, except that decisions come in the order in which they
 * were taken. Everything returned is a plain object.
 */
export interface OpenRecord extends Disposable {
  readonly candidates: StoreReader;
  readonly calls: CallReader;
  readonly lessons: LessonReader;
  readonly course: CourseReader;
}
