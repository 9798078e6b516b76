import type { Direction, Json, JsonObject } from "../core/index.ts";

/** How a feature's range is cut into bins. */
export type FeatureScale = "linear" | "log" | "edges";

/** One behaviour descriptor: an axis of the MAP-Elites grid. */
export interface FeatureDimension {
  /**
   * Name of a feature the scorer returns, or of a built-in one: `length` (characters), `nodes` (syntax-tree
   * nodes).
   */
  readonly name: string;
  /** `auto` rebuilds the range from the elites at every border. Required unless `scale` is `edges`. */
  readonly range?: readonly [low: number, high: number] | "auto";
  /** @defaultValue "linear" */
  readonly scale?: FeatureScale;
  /** Inner and outer edges, ascending; bin k holds edges[k] ≤ x < edges[k + 1]. Only with scale `edges`. */
  readonly edges?: readonly number[];
  /** Number of bins (linear, log). @defaultValue 10 */
  readonly bins?: number;
}

/** Bounds on one run of a candidate. */
export interface Limits {
  /** Nominal run time per input, milliseconds; turned into deterministic fuel where the engine counts it. */
  readonly timeMs: number;
  /** Wall-clock safety net per input, milliseconds. @defaultValue 10 × timeMs */
  readonly deadlineMs: number;
  /** Memory of the candidate's engine, MiB. */
  readonly memoryMb: number;
  /** Largest output, KiB of JSON text. */
  readonly outputKb: number;
}

/** A cheap gate before the full evaluation. */
export interface Stage {
  readonly name: string;
  /** Indices into `inputs`. */
  readonly inputs: readonly number[];
  /** Raw score that the mean over this stage's inputs must reach to go on (in the objective's direction). */
  readonly threshold: number;
}

/** How the scores of several runs of one program, each with a seed of its own, become one. */
export type RepeatRule = "mean" | "median" | "min" | "max";

/**
 * Repeated scoring, where a score depends on the seed: the program's randomness, or instances that the scorer
 * draws.
 */
export interface Repeats {
  /** Runs, or the most runs where `tolerance` ends them early. Run 0 has the evaluation's own seed. */
  readonly count: number;
  /** @defaultValue "mean" */
  readonly rule: RepeatRule;
  /**
   * Stop early, from the fourth run on, as soon as the 95 % interval of the mean is within ± this (raw
   * score); `null`: never. A function of program and seed alone, so verdicts stay repeatable. Only with the
   * rule `mean`. @defaultValue null
   */
  readonly tolerance: number | null;
}

/**
 * The objective is run time: candidates get a real clock, and each is measured against its parent in pairs of
 * runs, one after the other in changing order, until a confidence interval says which is faster. Exempt from
 * digest promises.
 */
export interface Timing {
  /** Most pairs of runs. Looks at 8, 16, 32, … pairs end the measurement early. @defaultValue 32 */
  readonly maxPairs: number;
  /** Confidence of the interval, over all looks together. @defaultValue 0.95 */
  readonly confidence: number;
}

/**
 * The adversarial mode: programs evolve in rounds against the champions of earlier rounds (Digital Red Queen,
 * arXiv 2601.03335; Hillis 1990 for two sides). Each input gets a property `opponents`: a list of what the
 * opponents are.
 */
export interface AdversarialMode {
  /** Name of the problem whose champions are the opponents; `null` when programs meet their own kind. */
  readonly against: string | null;
  /** @defaultValue 10 */
  readonly rounds: number;
  /** Evaluations of one round, where the run has no budget of its own. @defaultValue 1000 */
  readonly evaluationsPerRound: number;
  /** Opponents that are always there: texts of the files that the problem names. */
  readonly initial: readonly string[];
  /**
   * How many of the latest champions are opponents, 0 for a static target; `null` for all of them.
   * @defaultValue null
   */
  readonly lastChampions: number | null;
  /** Whether each round begins with the champions of earlier ones besides the seed. @defaultValue true */
  readonly warmStart: boolean;
  /** Raw score at which a round ends early (checked at borders); `null`: never. @defaultValue null */
  readonly threshold: number | null;
  /**
   * Settings of a run in which rounds differ from the defaults; files, environment and flags override them.
   * @defaultValue {}
   */
  readonly settings: JsonObject;
}

/** `problem.json`, validated and completed with defaults. */
export interface ProblemDefinition {
  readonly name: string;
  readonly title: string;
  /** What to tell a model (and a person): the task, the rules, the entry point's contract. */
  readonly description: string;
  /** Name of a language that the toolkit knows. */
  readonly language: string;
  /**
   * Engine that runs candidates; pinned per problem because `exp`, `pow` and `hypot` differ in the last bits.
   * `own`: nothing runs, the scorer gets the program's text as its output and interprets it.
   */
  readonly engine: string;
  /** Seed program, file name relative to the problem's folder. */
  readonly seed: string;
  /** Exported function that is called with one input and returns plain JSON. */
  readonly entryPoint: string;
  /** Scorer module, file name relative to the problem's folder. */
  readonly evaluator: string;
  /** What the candidate is called with, one call each, in a fresh realm each. */
  readonly inputs: readonly Json[];
  /** Inputs used only to verify champions. */
  readonly holdout: readonly Json[];
  /** JSON Schema of one output; anything else is a failure of kind `schema`. */
  readonly output: JsonObject | null;
  readonly objective: { readonly name: string; readonly direction: Direction };
  readonly bestKnown: readonly { readonly value: number; readonly source: string }[];
  readonly limits: Limits;
  readonly features: readonly FeatureDimension[];
  readonly stages: readonly Stage[];
  /** Repeated scoring; `null` or nothing: every program is scored once. */
  readonly repeats?: Repeats | null;
  /** Timing-scored; `null` or nothing: run time does not count, and there is no clock. */
  readonly timing?: Timing | null;
  /** Rounds against champions; `null` for an ordinary problem. */
  readonly adversarial: AdversarialMode | null;
  /** Command line that runs a program of any language; `{program}` stands for the candidate's file. */
  readonly command: readonly string[] | null;
  /**
   * Module with the problem's own mutator, file name relative to its folder; `null` or nothing: its
   * language's mutator.
   */
  readonly mutator?: string | null;
}

/** A problem, loaded: plain data that can be posted to a thread or a process. */
export interface Problem {
  readonly definition: ProblemDefinition;
  /** Absolute path of the problem's folder. */
  readonly folder: string;
  /** Its preset that was chosen; absent where none was. */
  readonly preset?: string;
  /** Text of the seed program. */
  readonly seed: string;
  /**
   * Hash of the evaluator's files, the inputs and the limits: what a score depends on besides the program.
   */
  readonly version: string;
}

/** What a scorer returns for one candidate: a score, or why there is none. */
export type ScorerResult =
  | {
      readonly score: number;
      /** Numbers for people and for models. */
      readonly metrics?: { readonly [name: string]: number };
      /** Numbers for people alone: on record and in `inspect`, never in a prompt or a lesson. */
      readonly privateMetrics?: { readonly [name: string]: number };
      readonly features?: { readonly [name: string]: number };
      readonly artifacts?: JsonObject;
    }
  | { readonly invalid: string };

/** What a timing-scored problem measured of a program. */
export interface MeasuredTime {
  /**
   * Run time as a multiple of the seed's: 1 as fast as the seed, 0.5 twice as fast. The parent's value, times
   * the ratio of the two programs' times that is proven: the end of the confidence interval that is nearer to
   * 1, or 1 when the interval holds 1. So a program counts as faster than its parent only when that is sure,
   * and luck does not add up.
   */
  readonly relativeTime: number;
  /** Median run time over the inputs together, milliseconds; depends on the machine. */
  readonly medianMs: number;
  /** Ratio to the parent's time: median and confidence interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Pairs of runs; 0 while the answers are judged and nothing has been measured yet. */
  readonly pairs: number;
}

/** What a scorer knows besides the outputs. */
export interface ScorerContext {
  /** The inputs that the outputs answer, in the same order. */
  readonly inputs: readonly Json[];
  /** Evaluation seed, for scorers that draw instances. */
  readonly seed: number;
  /** Only where the problem is timing-scored. */
  readonly timing?: MeasuredTime;
}

/**
 * The default export of an evaluator module. Judges the outputs of one candidate (one output per input,
 * already checked against the output schema) in a trusted realm that the candidate cannot reach.
 */
export type Scorer = (
  outputs: readonly Json[],
  context: ScorerContext,
) => ScorerResult | Promise<ScorerResult>;
