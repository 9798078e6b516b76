import type { Candidate } from "./candidate.ts";
import type { CandidateId } from "./position.ts";

/** Outcome of offering a candidate to an island's archive (pyribs AddStatus, MAP-Elites insertion). */
export type InsertStatus = "new" | "improved" | "drifted" | "rejected" | "failed";

/** The standing of an island when a sitting begins. */
export interface IslandStart {
  /** Results consumed. */
  readonly consumed: number;
  /** Its best program; of a new run, the best that entered it from outside. */
  readonly best: { readonly id: CandidateId; readonly score: number } | null;
}

/** One event per arrow of a candidate's way; what progress, reports and library users listen to. */
export type RunEvent =
  | {
      readonly type: "run-started";
      readonly run: string;
      readonly problem: string;
      readonly seed: string;
      /** Each island's record so far; a new run has only what entered it from outside. */
      readonly islands: readonly IslandStart[];
      /** Failures among what is on record. */
      readonly failures: number;
      /** Wall time of earlier sittings, milliseconds: a time budget goes on from it. */
      readonly elapsedMs: number;
      readonly resumed: boolean;
    }
  | {
      readonly type: "step";
      readonly candidate: Omit<Candidate, "source" | "fingerprint" | "story">;
      readonly inserted: InsertStatus;
      /** Cell index of the niche that the candidate fell into; `null` for a failure. */
      readonly cell: number | null;
      /** Selection temperature after this result. */
      readonly temperature: number;
    }
  | {
      /** A step that beat all before it, as seen from the main thread; the summary's best is what counts. */
      readonly type: "best";
      readonly id: CandidateId;
      readonly score: number;
      readonly operator: string;
      /** Results consumed over all islands by then. */
      readonly evaluations: number;
    }
  | {
      readonly type: "border";
      readonly island: number;
      readonly epoch: number;
      readonly immigrants: readonly CandidateId[];
    }
  | { readonly type: "checkpoint"; readonly island: number; readonly step: number }
  | { readonly type: "evaluator-restarted"; readonly reason: string }
  | { readonly type: "warning"; readonly message: string }
  /** A model is not asked for so long; what waits for it waits with it. */
  | { readonly type: "model-rests"; readonly model: string; readonly waitMs: number }
  | { readonly type: "run-ended"; readonly reason: StopReason };

/** Why a run stopped. */
export type StopReason = "budget" | "target" | "time" | "interrupted" | "converged" | "provider";
