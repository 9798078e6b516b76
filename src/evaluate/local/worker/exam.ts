import { type EvaluationDetails, isObject, type Json } from "../../../core/index.ts";
import type { Problem, ScorerContext } from "../../../problem/index.ts";
import type { Test } from "../../../schema/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { Job } from "../../job.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { HOPPING_ENTRY } from "./hopping.ts";
import { compilerOf, prepareProgram, type Unprepared } from "./prepare.ts";
import { judgementOfRuns } from "./restarts.ts";
import { type Judgement, judgeOutputs, type ScorerHouse } from "./scorer.ts";
import { createPolicySubject } from "./policy-subject.ts";
import type { Progress } from "./progress.ts";
import { createSubject, type Subject, type SubjectRace, type SubjectRun } from "./subject.ts";

/** A program's answer to one input. */
export interface Answer {
  readonly value: Json;
  readonly text: string;
  /** Time of the run, milliseconds. */
  readonly ms: number;
}

/** Answers to several inputs, in their order, or why one is missing. */
type Answers = { readonly status: "ok"; readonly answers: readonly Answer[] } | Failure;

/** Facts for the scorer beside the outputs. */
type ScorerFacts = Pick<ScorerContext, "timing" | "rival">;

/** The parts that every examination of one problem shares. */
export interface ExamRoom {
  readonly problem: Problem;
  readonly sandbox: Sandbox;
  readonly scorer: ScorerHouse;
  /** The test of answers by the output schema. */
  readonly test: Test;
  /** The inputs, then the hold-out inputs, with their JSON text. */
  readonly cases: readonly { readonly input: Json; readonly text: string }[];
}

/** The examination of one candidate: runs programs on numbered inputs and has answers scored. */
export interface Exam {
  /** Makes a program ready, the candidate itself or one to compare it with. */
  open(source: string): Subject | Unprepared;
  /** Runs one input; `repeat` 0 has the evaluation's own seed, further ones seeds of their own. */
  run(subject: Subject, index: number, repeat: number): Promise<SubjectRun>;
  /** Runs one input by turns with another program; `null` where the sandbox does not measure so. */
  race(subject: Subject, rival: Subject, index: number): Promise<SubjectRace> | null;
  /**
   * Answers of a program; those of repeat 0 are kept, so that an input is run once however often it is asked
   * for.
   */
  answer(subject: Subject, indices: readonly number[], repeat: number): Promise<Answers>;
  score(
    indices: readonly number[],
    outputs: readonly Json[],
    repeat: number,
    facts?: ScorerFacts,
  ): Promise<Judgement>;
  /** Times so far, of programs and of the scorer. */
  times(): Omit<EvaluationDetails, "printed">;
}

/** Opens the examination of one candidate under one evaluation seed, from its start where it has one. */
export function createExam(
  { problem: { definition }, sandbox, scorer, test, cases }: ExamRoom,
  { seed, baseline, answers }: Pick<Job, "seed" | "baseline" | "answers">,
  progress: Progress,
): Exam {
  const known: (Answer | undefined)[] = [];
  const compile = compilerOf(definition);
  let slowestInputMs = 0;
  let scorerMs = 0;
  const prepare = (source: string) =>
    prepareProgram(source, compile, definition.hopping ? HOPPING_ENTRY : definition.entryPoint);
  const inputOf = (index: number): string => {
    if (answers !== undefined) return JSON.stringify(answers[index] ?? null);
    return withStart(cases[index]?.input ?? null, baseline?.start) ?? cases[index]?.text ?? "null";
  };
  const caseOf = (index: number, repeat: number) => ({
    input: inputOf(index),
    seed: inputSeed(repeatSeed(seed, repeat), index),
  });
  /** Plays the episodes of a policy on the inputs that have no answer yet, several at a time; none of other programs. */
  const playAhead = async (subject: Subject, indices: readonly number[], repeat: number) => {
    const played = new Map<number, SubjectRun>();
    if (subject.runAll === undefined) return played;
    const open = indices.filter((index) => repeat !== 0 || known[index] === undefined);
    const runs = await subject.runAll(open.map((index) => caseOf(index, repeat)));
    for (const [place, outcome] of runs.entries()) played.set(open[place] ?? 0, outcome);
    slowestInputMs = Math.max(slowestInputMs, subject.ms);
    return played;
  };
  const run = async (subject: Subject, index: number, repeat: number): Promise<SubjectRun> => {
    const { input, seed: own } = caseOf(index, repeat);
    const outcome = await subject.run(input, own);
    slowestInputMs = Math.max(slowestInputMs, subject.ms);
    return outcome;
  };
  return {
    open(source) {
      progress("candidate");
      if (definition.prompt && answers === undefined) return failure("error", "answer", "no model was asked");
      const prepared = prepare(source);
      if ("status" in prepared) return prepared;
      if (definition.policy) return createPolicySubject(prepared, { sandbox, scorer, prepare, progress });
      return createSubject(prepared, sandbox, test, () => progress("candidate"));
    },
    run,
    race(subject, rival, index) {
      const { input, seed: own } = caseOf(index, 0);
      return rival.program ? (subject.race?.(rival.program, input, own) ?? null) : null;
    },
    async answer(subject, indices, repeat) {
      const ahead = await playAhead(subject, indices, repeat);
      const answers: Answer[] = [];
      for (const index of indices) {
        let answer = repeat === 0 ? known[index] : undefined;
        if (answer === undefined) {
          const outcome = ahead.get(index) ?? (await run(subject, index, repeat));
          if (outcome.status !== "ok") return outcome;
          answer = { value: outcome.value, text: outcome.text, ms: subject.ms };
          if (repeat === 0) known[index] = answer;
        }
        answers.push(answer);
      }
      return { status: "ok", answers };
    },
    async score(indices, outputs, repeat, facts = {}) {
      progress("scorer");
      const begunMs = performance.now();
      const inputs = indices.map((index) => cases[index]?.input ?? null);
      const context = { seed: repeatSeed(seed, repeat) };
      const judge = (some: readonly Json[], given: typeof inputs) =>
        judgeOutputs(scorer, some, { ...context, inputs: given, ...facts });
      const judgement = definition.hopping
        ? judgementOfRuns(
            await Promise.all(outputs.map((output, run) => judge([output], [inputs[run] ?? null]))),
            outputs,
            definition,
          )
        : await judge(outputs, inputs);
      scorerMs += performance.now() - begunMs;
      return judgement;
    },
    times: () => ({ slowestInputMs, scorerMs }),
  };
}

/** An input with its start, as JSON text; `null` without one. The scorer sees the input as the problem has it. */
function withStart(input: Json, start: Json | undefined): string | null {
  return start === undefined ? null : JSON.stringify({ ...(isObject(input) && input), start });
}

/** Seed of one repeat of an evaluation: 31 bits, the evaluation's own for repeat 0. */
function repeatSeed(seed: number, repeat: number): number {
  return repeat === 0 ? seed : inputSeed(seed, 0x10000 + repeat) >>> 1;
}

/**
 * Seed of the candidate's random stream on one input: equal for equal (seed, input index), different between
 * inputs.
 */
export function inputSeed(seed: number, index: number): number {
  let mixed = ((Math.trunc(seed) % 4294967296) | 0) ^ Math.imul(index + 1, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
