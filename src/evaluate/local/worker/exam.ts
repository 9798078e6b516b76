import type { EvaluationDetails, Json } from "../../../core/index.ts";
import type { Problem, ScorerContext } from "../../../problem/index.ts";
import type { Test } from "../../../schema/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { Job } from "../../job.ts";
import type { PreparedProgram, Sandbox } from "../../sandbox/sandbox.ts";
import { type Call, callOf, type Case, repeatSeed } from "./cases.ts";
import { HOPPING_ENTRY } from "./hopping.ts";
import { type Compile, compilerOf, prepareProgram, type Unprepared } from "./prepare.ts";
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
  readonly cases: readonly Case[];
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
  room: ExamRoom,
  job: Pick<Job, "seed" | "baseline" | "answers">,
  progress: Progress,
): Exam {
  return new CandidateExam(room, job, progress);
}

class CandidateExam implements Exam {
  private readonly room: ExamRoom;
  private readonly job: Pick<Job, "seed" | "baseline" | "answers">;
  private readonly progress: Progress;
  private readonly compile: Compile;
  /** Answers of repeat 0. */
  private readonly known: (Answer | undefined)[] = [];
  private slowestInputMs = 0;
  private scorerMs = 0;

  constructor(room: ExamRoom, job: Pick<Job, "seed" | "baseline" | "answers">, progress: Progress) {
    this.room = room;
    this.job = job;
    this.progress = progress;
    this.compile = compilerOf(room.problem.definition);
  }

  open(source: string): Subject | Unprepared {
    const { progress } = this;
    const { sandbox, scorer, test, problem } = this.room;
    const { prompt, policy, hopping, entryPoint } = problem.definition;
    progress("candidate");
    if (prompt && this.job.answers === undefined) return failure("error", "answer", "no model was asked");
    const prepare = (text: string): PreparedProgram | Unprepared =>
      prepareProgram(text, this.compile, hopping ? HOPPING_ENTRY : entryPoint);
    const prepared = prepare(source);
    if ("status" in prepared) return prepared;
    if (policy) return createPolicySubject(prepared, { sandbox, scorer, prepare, progress });
    return createSubject(prepared, sandbox, test, () => progress("candidate"));
  }

  async run(subject: Subject, index: number, repeat: number): Promise<SubjectRun> {
    const { input, seed } = this.callOf(index, repeat);
    const outcome = await subject.run(input, seed);
    this.slowestInputMs = Math.max(this.slowestInputMs, subject.ms);
    return outcome;
  }

  race(subject: Subject, rival: Subject, index: number): Promise<SubjectRace> | null {
    const { input, seed } = this.callOf(index, 0);
    return rival.program ? (subject.race?.(rival.program, input, seed) ?? null) : null;
  }

  async answer(subject: Subject, indices: readonly number[], repeat: number): Promise<Answers> {
    const ahead = await this.playAhead(subject, indices, repeat);
    const answers: Answer[] = [];
    for (const index of indices) {
      let answer = repeat === 0 ? this.known[index] : undefined;
      if (answer === undefined) {
        const outcome = ahead.get(index) ?? (await this.run(subject, index, repeat));
        if (outcome.status !== "ok") return outcome;
        answer = { value: outcome.value, text: outcome.text, ms: subject.ms };
        if (repeat === 0) this.known[index] = answer;
      }
      answers.push(answer);
    }
    return { status: "ok", answers };
  }

  async score(
    indices: readonly number[],
    outputs: readonly Json[],
    repeat: number,
    facts: ScorerFacts = {},
  ): Promise<Judgement> {
    const { cases, scorer, problem } = this.room;
    this.progress("scorer");
    const begunMs = performance.now();
    const inputs = indices.map((index) => cases[index]?.input ?? null);
    const seed = repeatSeed(this.job.seed, repeat);
    const judge = (some: readonly Json[], given: readonly Json[]): Promise<Judgement> =>
      judgeOutputs(scorer, some, { seed, inputs: given, ...facts });
    const judgement = problem.definition.hopping
      ? judgementOfRuns(
          await Promise.all(outputs.map((output, run) => judge([output], [inputs[run] ?? null]))),
          outputs,
          problem.definition,
          this.job.baseline?.start === undefined ? undefined : this.job.baseline.score,
        )
      : await judge(outputs, inputs);
    this.scorerMs += performance.now() - begunMs;
    return judgement;
  }

  times(): Omit<EvaluationDetails, "printed"> {
    return { slowestInputMs: this.slowestInputMs, scorerMs: this.scorerMs };
  }

  private callOf(index: number, repeat: number): Call {
    const { cases, problem } = this.room;
    // of several runs of operators one goes on, and the others see whether there is something better elsewhere
    const isFresh = problem.definition.hopping && index > 0;
    return callOf(cases, isFresh ? { ...this.job, baseline: null } : this.job, index, repeat);
  }

  /** Plays the episodes of a policy on the inputs that have no answer yet, several at a time; none of other programs. */
  private async playAhead(subject: Subject, indices: readonly number[], repeat: number) {
    const played = new Map<number, SubjectRun>();
    if (subject.runAll === undefined) return played;
    const open = indices.filter((index) => repeat !== 0 || this.known[index] === undefined);
    const runs = await subject.runAll(open.map((index) => this.callOf(index, repeat)));
    for (const [place, outcome] of runs.entries()) played.set(open[place] ?? 0, outcome);
    this.slowestInputMs = Math.max(this.slowestInputMs, subject.ms);
    return played;
  }
}
