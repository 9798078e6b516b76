import type { Aim, Direction, Json, JsonObject, Picture, Proof } from "../core/index.ts";
import type { Complete, Written } from "../schema/index.ts";
import type { ADVERSARIAL } from "./file/adversarial.ts";
import type { REPOSITORY } from "./file/repository.ts";
import type { HOPPING } from "./file/hopping.ts";
import type { CONSTRAINT } from "./file/objectives.ts";
import type { JOINT } from "./file/joint.ts";
import type { BUILD, CONTAINER, REPEATS, TIMING, WARM } from "./file/measuring.ts";
import type { NEEDS } from "./file/needs.ts";
import type { FEATURE } from "./file/parts.ts";
import type { KNOWN_VALUE } from "./file/known-value.ts";
import type { PROMPT } from "./file/prompt.ts";
import type { PROBLEM } from "./file/problem-file.ts";

/** One behaviour descriptor: an axis of the MAP-Elites grid. */
export type FeatureDimension = Written<typeof FEATURE>;

/** A known value of an objective. */
export type KnownValue = Written<typeof KNOWN_VALUE>;

type WrittenLimits = Required<Complete<typeof PROBLEM>["limits"]>;

/** Bounds on one run of a candidate, and on the scorer; each may be left out in a problem's file. */
export interface Limits extends Omit<WrittenLimits, "scorerMs"> {
  /**
   * How many times its fuel a program is let run, so that its failure can say how much it needs. No property of
   * a problem: whoever has programs scored may ask for it.
   * @defaultValue 1
   */
  readonly overrun?: number;
  /** Absent in records of runs that began before there was a choice. @defaultValue 60 000 */
  readonly scorerMs?: number;
}

/**
 * Repeated scoring, where a score depends on the seed: the program's randomness, or instances that the scorer
 * draws.
 */
export type Repeats = Complete<typeof REPEATS>;

/** An evaluator that runs the program itself, in the sandbox: its scores are marked *joint*. */
export type Joint = Complete<typeof JOINT>;

/** Contents of the sandbox, besides the system, for programs that are commands. */
export type Needs = Complete<typeof NEEDS>;

/** The step that turns a program into what runs. */
export type Build = Complete<typeof BUILD>;

/**
 * The objective is run time: candidates get a real clock, and each is measured against its parent in pairs of
 * runs, one after the other in changing order, until a confidence interval says which is faster. Exempt from
 * digest promises.
 */
export type Timing = Complete<typeof TIMING>;

/**
 * The adversarial mode: programs evolve in rounds against the champions of earlier rounds (Digital Red Queen,
 * arXiv 2601.03335; Hillis 1990 for two sides). Each input gets a property `opponents`: a list of what the
 * opponents are. `initial` holds the texts of the files that the problem names.
 */
export type AdversarialMode = Complete<typeof ADVERSARIAL>;

/**
 * `problem.json`, validated and completed with defaults; `src/problem/file` says what each property means.
 */
export interface ProblemDefinition
  extends Omit<
      Complete<typeof PROBLEM>,
      | "presets"
      | "contract"
      | "hopping"
      | "joint"
      | "prompt"
      | "needs"
      | keyof CompletedByHand
      | "build"
      | "container"
      | "warm"
      | "repository"
      | "repeats"
      | "timing"
      | "mutator"
      | "verifier"
      | "constraints"
      | "view"
    >,
    CompletedByHand {
  /**
   * Which turn of a side this is, from 0, where a run plays in rounds; absent elsewhere. No property of a problem's file: whoever
   * plays the rounds says it, and a mutator may go by it.
   */
  readonly turn?: number;
  /** The image that programs run in; `null` or nothing: this machine's own system. */
  readonly container?: Complete<typeof CONTAINER> | null;
  /** Programs are built before they run; `null` or nothing: they run as they are. */
  readonly build?: Build | null;
  /** Programs begin in children of a waiting interpreter; `null` or nothing: each has one of its own. */
  readonly warm?: Complete<typeof WARM> | null;
  /** The repository that programs are a file of; `null` or nothing: they stand for themselves. */
  readonly repository?: Complete<typeof REPOSITORY> | null;
  /** Repeated scoring; `null` or nothing: every program is scored once. */
  readonly repeats?: Repeats | null;
  /** Timing-scored; `null` or nothing: run time does not count, and there is no clock. */
  readonly timing?: Timing | null;
  /** Basin hopping with the program's operators, with the text of its rating; `null` or nothing: programs are called or run. */
  readonly hopping?: (Complete<typeof HOPPING> & { readonly rateText: string }) | null;
  /** True where programs are policies that the evaluator's simulation steps; absent where they are not. */
  readonly policy?: true;
  /** The evaluator runs programs itself, in the sandbox; `null` or nothing: it judges outputs. */
  readonly joint?: Joint | null;
  /** Programs are prompts, and a model of the run answers; `null` or nothing: they are called, run or read. */
  readonly prompt?: Complete<typeof PROMPT> | null;
  /** Contents of the sandbox for commands; `null` or nothing: the system alone. */
  readonly needs?: Needs | null;
  /**
   * Module with the problem's own mutator, relative to its folder; `null` or nothing: its language's mutator.
   */
  readonly mutator?: string | null;
  /** Module with the view, relative to its folder; `null` or nothing: there is none. */
  readonly view?: string | null;
  /** Bounds on metrics; nothing in records of runs that began before there were any. */
  readonly constraints?: readonly Constraint[];
  /** Module with the verifier, relative to its folder; `null` or nothing: there is none. */
  readonly verifier?: string | null;
}

/** A bound on a metric. */
type Constraint = Written<typeof CONSTRAINT>;

/** Properties whose default follows from others, or that name files which have been read. */
interface CompletedByHand {
  readonly name: string;
  readonly title: string;
  /** The words for a model (and a person): the task, the rules, the entry point's contract. */
  readonly description: string;
  /** Name of a language that the toolkit knows. */
  readonly language: string;
  /** File of the scorer, relative to the problem's folder. */
  readonly evaluator: string;
  /**
   * Command line that starts the scorer as a process, seen from the folder; `null` or nothing: the file says by its
   * extension how it is run.
   */
  readonly evaluatorCommand?: readonly string[] | null;
  /**
   * Engine that runs candidates; pinned per problem because `exp`, `pow` and `hypot` differ in the last bits.
   * `own`: nothing runs, the scorer gets the program's text as its output and interprets it.
   */
  readonly engine: string;
  /** The candidate's arguments, one call each, in a fresh realm each. */
  readonly inputs: readonly Json[];
  /** Inputs used only to verify champions. */
  readonly holdout: readonly Json[];
  /** Known values, the best first; none that was refuted. */
  readonly bestKnown: readonly KnownValue[];
  /** Name of the score, and which way is better; of several objectives, the first. */
  readonly objective: { readonly name: string; readonly direction: Direction };
  /** The objectives, where there are several. */
  readonly objectives?: readonly Aim[];
  readonly limits: Limits;
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
  /**
   * The evaluator's code as it is written, to tell whether another text of it runs alike; absent in records of
   * earlier versions.
   */
  readonly code?: JudgingFiles;
}

/** The files that decide about scores, sorted by path; paths are relative to the problem's folder. */
export interface JudgingFiles {
  readonly evaluator: readonly (readonly [path: string, text: string])[];
  /** Command that starts a scorer which is a process, and the version of its interpreter; `null` for a module. */
  readonly scorer?: JsonObject | null;
  /** Those of the problem's own mutator, where it has one. */
  readonly mutator: readonly (readonly [path: string, text: string])[] | null;
  /** Version of the compiler, where programs are built; `null` where it is not here. */
  readonly compiler?: string | null;
  /** Hashes of the files that programs find besides, and of what runs a joint evaluator. */
  readonly support?: readonly (readonly [path: string, hash: string])[];
}

/** A scorer's result for one candidate: a score, or why there is none. */
export type ScorerResult =
  | {
      /** Of several objectives, the first. */
      readonly score: number;
      /** Score on each instance, in an order that is the same for every program; at most 1,000. */
      readonly instances?: readonly number[];
      /** Numbers for people and for models. */
      readonly metrics?: { readonly [name: string]: number };
      /** Numbers for people alone: on record and in `inspect`, never in a prompt or a lesson. */
      readonly privateMetrics?: { readonly [name: string]: number };
      readonly features?: { readonly [name: string]: number };
      readonly artifacts?: JsonObject;
    }
  | { readonly invalid: string };

/** The run time of a program, as a timing-scored problem measured it. */
export interface MeasuredTime {
  /**
   * Run time as a multiple of the seed's: 1 as fast as the seed, 0.5 twice as fast. The parent's value, times
   * the ratio of the two programs' times that is credited: of a gain 1 while its confidence interval holds 1, and then the nearer to the
   * middle of the interval the narrower this is; of a loss what was measured. So a program counts as faster than its parent only when that is sure,
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

/** A scorer's facts besides the outputs. */
export interface ScorerContext<Input = Json> {
  /** The inputs that the outputs answer, in the same order. */
  readonly inputs: readonly Input[];
  /** Evaluation seed, for scorers that draw instances. */
  readonly seed: number;
  /** Only where the problem is timing-scored. */
  readonly timing?: MeasuredTime;
  /** The program's parent and its score, where the problem is a race and the program has one. */
  readonly rival?: { readonly source: string; readonly score: number };
}

/**
 * The default export of an evaluator module. Judges the outputs of one candidate (one output per input,
 * already checked against the output schema) in a trusted realm that the candidate cannot reach.
 */
export type Scorer<Input = Json, Output = Json> = (
  outputs: readonly Output[],
  context: ScorerContext<Input>,
) => ScorerResult | Promise<ScorerResult>;

/**
 * The default export of a verifier module. Judges one output rigorously: exact arithmetic, no tolerance on any
 * constraint, nothing believed. Its numbers are the doubles of the construction, or texts of numbers that
 * doubles cannot hold.
 */
export type Verifier<Input = Json, Output = Json> = (output: Output, input: Input) => Proof | Promise<Proof>;

/**
 * The default export of a view module: what a program's output looks like, as plain drawing data. It is called where the scorer
 * runs, with the first input and its output; neither may be trusted to be what the problem asks for.
 */
export type ProblemView<Input = Json, Output = Json> = (
  output: Output,
  input: Input,
) => Picture | Promise<Picture>;
