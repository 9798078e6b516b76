import type { Evaluation } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { Probe } from "./probe.ts";

/** Probes of a problem, as programs that its evaluator scores, and what tells that one got too much. */
export interface Probing {
  /** The problem as the probes are put to it. */
  readonly problem: Problem;
  /** The program that gets what the seed gets. */
  readonly stand: string;
  readonly probes: readonly ProbeProgram[];
  /**
   * Evidence of a hole: more than the seed gets (`gain`), nearly as much for nothing (`near`), or any score at all, since whatever
   * is right gets what its time is worth (`right`).
   */
  readonly shows: "gain" | "near" | "right";
  /** True where the stand must get the same score under every evaluation seed. */
  readonly isFixed: boolean;
  /** How often the stand is scored in a row after the probes, so that a scorer which counts its calls shows it. */
  readonly row: number;
}

/** A probe and the program that gives its answers. */
export interface ProbeProgram {
  readonly probe: Probe;
  readonly source: string;
}

/** A probe and what became of it. */
export interface Tried {
  readonly probe: Probe;
  readonly verdict: Evaluation;
}

/** Enough for a scorer that does something every tenth time. */
export const ROW = 10;
