import type { Json, JsonObject } from "./json.ts";
import type { Drawn } from "./picture.ts";
import type { Proof } from "./proof.ts";

/** Named finite numbers: metrics, features (behaviour descriptors). */
export type NumberRecord = { readonly [name: string]: number };

/**
 * How well the candidate was contained: 0 own machine (Core War), 1 QuickJS in WebAssembly, 2 isolated V8
 * child process, 3 sandboxed command.
 */
export type SandboxLevel = 0 | 1 | 2 | 3;

/** Why a candidate has no score. */
export type FailureStatus = "invalid" | "error" | "timeout" | "memory" | "output";

/** Facts that every verdict carries. Durations are for people: nothing may be decided by them. */
interface EvaluationFacts {
  /** Wall time spent on this candidate, milliseconds. */
  readonly durationMs: number;
  /** Containment that was obtained. */
  readonly level: SandboxLevel;
  /** Engine and version that ran the candidate, e.g. `quickjs@2025-09-13`. */
  readonly engine: string;
  /** Deterministic execution units used, where the engine counts them. */
  readonly fuel?: number;
  /** The most of them that one input took; only where there are several inputs. */
  readonly mostFuel?: number;
  /** Time of the processor on all inputs, milliseconds: where a program is compiled, and nothing counts its steps. */
  readonly cpuMs?: number;
  /**
   * Score without a start of a program that came out at its start's, scored within a step; `null` where it has none then.
   */
  readonly afresh?: number | null;
  /**
   * Anything the evaluator wants to show the next proposer: logs, per-case results. Bounded by the evaluator.
   */
  readonly artifacts?: JsonObject;
  /** How the verdict came about, where somebody at work on the problem asked; never on record. */
  readonly details?: EvaluationDetails;
}

/** How a verdict came about, for somebody at work on the problem. */
export interface EvaluationDetails {
  /** Time of the slowest run of the program on one input, milliseconds. */
  readonly slowestInputMs: number;
  /** Time of the scorer, all its calls together, milliseconds. */
  readonly scorerMs: number;
  /** The words that the scorer printed, bounded; empty where nothing. */
  readonly printed: string;
  /** Answers of the program, one for each input; only where it has a score. */
  readonly answers?: readonly Json[];
  /** The output as the problem's view draws it; only where the problem has one, and the program a score. */
  readonly drawn?: Drawn;
}

/** A verdict with a score. All numbers are finite; −0 is stored as 0. */
export interface Scored extends EvaluationFacts {
  readonly status: "ok";
  readonly kind: "ok";
  /** Raw value of the objective, in its own unit and direction (never negated, never normalised). */
  readonly score: number;
  readonly metrics: NumberRecord;
  /** Numbers for people alone: never in a prompt or a lesson. */
  readonly privateMetrics?: NumberRecord;
  /** The program's answer, from which its children may start; only where the problem says so, and of bounded size. */
  readonly construction?: Json;
  /** Score on each instance, in an order that is the same for every program; only where the scorer tells. */
  readonly instances?: readonly number[];
  /**
   * Score on the hold-out inputs alone: only in verifications, and only where the problem has hold-out
   * inputs.
   */
  readonly holdout?: number;
  /** The output as the problem's view draws it: only in verifications, and only where the problem has one. */
  readonly drawn?: Drawn;
  /** The rigorous verdict: only in verifications, and only where the problem has a verifier. */
  readonly proof?: Proof;
  readonly features: NumberRecord;
  readonly message: "";
}

/** A verdict without a score: it feeds lessons, never the archive. */
export interface Failed extends EvaluationFacts {
  readonly status: FailureStatus;
  /**
   * Finer, stable name of the failure within its status, e.g. `fuel`, `wall`, `syntax`, `threw`, `schema`,
   * `nan`.
   */
  readonly kind: string;
  /** One line for people and for the next proposer; printable, at most 500 characters. */
  readonly message: string;
  /**
   * `false` where nothing ran, because a step had no usable program to show after all its attempts; absent
   * otherwise.
   */
  readonly ran?: false;
}

/** The outcome of evaluating one program: a discriminated union, never an exception. */
export type Evaluation = Scored | Failed;

/**
 * Said behind a score that came from a process which program and evaluator share: the program could have made it up.
 */
export const JOINT_MARK = " (joint)";

/** True for a verdict of a joint evaluation. */
export function isJoint({ engine }: Pick<Evaluation, "engine">): boolean {
  return engine.startsWith("joint@");
}

/** True for a verdict that a program was run for; false for that of a step without a program. */
export function hasRun(evaluation: Evaluation): boolean {
  return evaluation.status === "ok" || evaluation.ran !== false;
}

/** Kinds that a clock or a crash decided: they may differ on another machine, so they are never cached. */
export function isClockVerdict(kind: string): boolean {
  return kind === "cpu" || isDoubtful(kind);
}

/** Kinds that a busy machine may have caused: tried once more, alone, before they count. */
export function isDoubtful(kind: string): boolean {
  return kind === "wall" || kind === "crash" || kind === "killed" || kind === "scorer-wall";
}
