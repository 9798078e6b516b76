import type { CandidateId } from "../../core/index.ts";
import type { RunConfig } from "../../config/index.ts";
import type { Problem, ProblemDefinition } from "../../problem/index.ts";
import type { RunLocation } from "../../store/index.ts";
import type { MovedModel } from "../models/moved-models.ts";
import type { Budgets } from "../resume.ts";
import type { RedQueenReport } from "../rounds/red-queen-report.ts";
import type { Champion, RedQueenSummary } from "../rounds/red-queen-state.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import type { BestSummary, RunSummary } from "../summary.ts";

/** A run on record. Its two kinds are told apart where it is opened, and nowhere else. */
export interface Run {
  readonly kind: RunOverview["kind"];
  /** Absolute. */
  readonly folder: string;
  /** The evolutions that it consists of: itself, or the turns of rounds that have begun, in order. */
  parts(): readonly RunLocation[];
  /**
   * How it stands; works on a live, a finished and a killed run alike.
   * @throws GalapagosError `run/*`, `store/*`
   */
  overview(): RunOverview;
  /** How it stands, in a line; cheap enough for a list. @throws GalapagosError `run/*`, `store/*` */
  line(): RunStanding;
  /**
   * Its best program; the best that passed where the champion did not pass its verification.
   *
   * @param by - objective of a run with several, by which its front is ranked; the first one when left out
   * @throws GalapagosError `run/empty` when there is none yet, `run/objective`, `run/*`, `store/*`
   */
  best(by?: string): BestProgram;
  /**
   * Takes it up where its record ends and sees it to its end: exactly the run that would have been had it
   * never stopped.
   *
   * @throws GalapagosError `run/locked`, `run/problem-changed`, `run/budget`, `run/turn`, `store/*`
   */
  resume(options: ResumeRunOptions): Promise<RunOverview>;
}

/** A run in a line. */
export interface RunStanding {
  readonly problem: string;
  readonly status: RunOverview["summary"]["status"];
  readonly evaluations: number;
  /** Best score; of rounds, the last champion's of the problem that they were started for. */
  readonly best: number | null;
  /** Programs on its front; only where there are several objectives. */
  readonly front?: number;
  /** Its scores came from a process that programs share with their evaluator; absent where they did not. */
  readonly joint?: true;
}

/** How a run is resumed. */
export interface ResumeRunOptions extends SittingOptions {
  /** Larger budgets; rounds against champions take none. */
  readonly budgets?: Budgets;
  /** Loads the problem of the record as it is on disk now. @defaultValue from its folder */
  readonly reload?: (recorded: Problem) => Promise<Problem>;
  /** Where servers of its models are now; rounds take none. @defaultValue where they were */
  readonly moved?: readonly MovedModel[];
  /** Told when a part of the sitting begins: the run itself, or one turn of rounds. */
  readonly onPart?: (part: SittingPart) => void;
}

/** A stretch of a sitting with a budget and a search of its own. */
export interface SittingPart {
  readonly definition: ProblemDefinition;
  readonly config: RunConfig;
  /** Which turn of rounds against champions it is, from 1; absent in other runs. */
  readonly turn?: { readonly round: number; readonly rounds: number };
}

/** How a run stands: what people and programs are told of it. */
export type RunOverview = PlainOverview | RoundsOverview;

interface OverviewFacts {
  readonly folder: string;
  readonly definition: ProblemDefinition;
  readonly config: RunConfig;
  /** True where the best program reaches the target; `null` in a run without one. */
  readonly reachesTarget: boolean | null;
}

/** One evolution. */
export interface PlainOverview extends OverviewFacts {
  readonly kind: "plain";
  readonly summary: RunSummary;
  /** Folder of the adversarial run of which this is one turn, which alone goes on; `null` for a run of its own. */
  readonly turnOf: string | null;
}

/** Rounds against champions. */
export interface RoundsOverview extends OverviewFacts {
  readonly kind: "rounds";
  readonly summary: RedQueenSummary;
  /** Told as a run is; `null` before the first turn has a beginning. */
  readonly report: RedQueenReport | null;
}

/** The best program of a run; of rounds, the last champion of the problem that it was started for. */
export type BestProgram =
  | (BestSummary & { readonly source: string })
  | (Champion & { readonly id?: CandidateId });
