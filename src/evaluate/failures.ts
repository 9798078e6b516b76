import type { EvaluationDetails, Failed, FailureStatus, JsonObject, SandboxLevel } from "../core/index.ts";

/**
 * Every kind of failure that this room reports, under its status. The names are stable: lessons, statistics
 * and reports group by them.
 */
export const FAILURE_KINDS = {
  /** The program or its answer is not what the problem asks for. */
  invalid: {
    "source-size": "the program's text is longer than 1 MiB",
    syntax: "the program does not parse (or its types cannot be stripped)",
    tests: "the tests of the repository fail with the program in its place",
    build: "the program does not build (its compiler says why)",
    import: "the program imports something; candidates have no modules",
    entry: "the entry point is not a function that the program exports or defines",
    "no-output": "the entry point returned undefined, a function or a symbol",
    bigint: "the answer holds a BigInt, which JSON has not",
    cycle: "the answer refers to itself",
    nan: "the answer holds NaN, or the score is NaN",
    infinite: "the answer holds an infinity, or the score is infinite",
    json: "the answer could not be written as JSON, or a command's output is not JSON",
    depth: "the answer is nested more than 64 levels deep",
    key: "the answer has a key __proto__",
    schema: "the answer does not match the problem's output schema",
    rejected: "the scorer judged the answer invalid",
    constraint: "a metric is beyond a constraint of the problem",
    start: "the program came out where it started, where programs start from what their parent constructed",
    stage: "a stage's threshold was not reached",
  },
  /** Something broke while the program ran. */
  error: {
    threw: "the program threw",
    stack: "the program recursed too deeply",
    exit: "a command ended with an exit code other than 0, or by a signal",
    crash: "the engine crashed while it ran this program, also when it was tried alone",
    killed: "the evaluator process died twice while it ran this program",
    answer: "the model that is asked with the prompt gave no answer to an input",
    baseline: "the program that run time is compared with failed when it ran again",
    scorer: "the scorer threw or returned something that is not a result",
  },
  /** The program did not end. */
  timeout: {
    fuel: "the program used up its deterministic fuel (limits.timeMs)",
    cpu: "the program kept a processor busy until limits.deadlineMs, where no fuel counts: V8, native loops, commands",
    wall: "the program was stopped by the wall clock (limits.deadlineMs) without having been busy all the time",
    pending: "the returned promise can never settle: nothing is left to run",
    "scorer-wall": "the scorer did not come to an end",
  },
  memory: { oom: "the program needed more memory than limits.memoryMb" },
  output: { size: "the answer is longer than limits.outputKb" },
} as const satisfies Record<FailureStatus, Record<string, string>>;

/** A status with one of its kinds. */
type FailureName = {
  [S in FailureStatus]: { readonly status: S; readonly kind: keyof (typeof FAILURE_KINDS)[S] };
}[FailureStatus];

/** Why one run of a candidate, or its judgement, gave nothing. */
export type Failure = FailureName & {
  readonly message: string;
  /** The whole of what was said, where the message has no room for it; bounded. */
  readonly artifacts?: JsonObject;
};

/** A failure as a value: status, kind, and one line for people. */
export function failure<S extends FailureStatus>(
  status: S,
  kind: keyof (typeof FAILURE_KINDS)[S],
  message: string,
): Failure {
  return { status, kind, message: oneLine(message) } as Failure;
}

/** The verdict record of a failure. */
export function failedEvaluation(
  why: Failure,
  facts: {
    readonly durationMs: number;
    readonly level: SandboxLevel;
    readonly engine: string;
    readonly fuel?: number;
    readonly details?: EvaluationDetails;
  },
): Failed {
  return { ...why, ...facts };
}

/** Makes hostile text printable on one line of at most 500 characters. */
export function oneLine(text: string): string {
  const clean = text.slice(0, 2000).replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return clean.toWellFormed().trim().slice(0, 500);
}
