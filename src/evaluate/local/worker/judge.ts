import {
  type Drawn,
  type Evaluation,
  given,
  type Json,
  objectiveOf,
  type Proof,
} from "../../../core/index.ts";
import { languageOf } from "../../../language/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { Job } from "../../job.ts";
import { type Failure, failedEvaluation, failure } from "../../failures.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { answerTest } from "./answer-test.ts";
import { createExam, type Exam } from "./exam.ts";
import { builtInFeatures } from "./features.ts";
import { draw } from "./draw.ts";
import { judgeTime, unmeasured } from "./judge-time.ts";
import { brokenConstraint, missingObjective } from "./objectives.ts";
import type { Progress } from "./progress.ts";
import { prove } from "./prove.ts";
import type { LoadedScorer } from "./load-scorer.ts";
import { repeatScoring } from "./repeat.ts";
import { secondOpinion } from "./second-opinion.ts";
import type { Judgement } from "./scorer.ts";
import type { Subject } from "./subject.ts";

/** Judges candidates of one problem, one after the other. */
export interface Judge {
  judge(job: Job, progress: Progress): Promise<Evaluation>;
  /** True when a candidate used this thread up (its text broke the type stripper): it must be replaced. */
  spent(): boolean;
}

/**
 * Joins a sandbox, the problem's output schema and its scorer into a judge. Order: prepare the text; the
 * stages' inputs, each stage gated by its threshold; the remaining inputs; the scorer on everything, repeated
 * or timed where the problem says so; for a verification the hold-out inputs, scored apart. Throws
 * `evaluate/schema` when the output schema cannot be compiled.
 */
export function createJudge(problem: Problem, sandbox: Sandbox, loaded: LoadedScorer): Judge {
  const { call, simulate, printed, second } = loaded;
  const { definition } = problem;
  const language = languageOf(definition);
  const cases = [...definition.inputs, ...definition.holdout].map((input) => ({
    input,
    text: JSON.stringify(input),
  }));
  const scorer = { call, simulate, folder: problem.folder, keep: printed.keep };
  const room = { problem, sandbox, scorer, test: answerTest(problem), cases };
  const searchCases = definition.inputs.map((_, index) => index);
  const holdoutCases = definition.holdout.map((_, index) => definition.inputs.length + index);
  const objective = objectiveOf(definition.objective.direction);
  let spent = false;

  async function judge(job: Job, progress: Progress): Promise<Evaluation> {
    const started = performance.now();
    const exam = createExam(room, job, progress);
    const subject = exam.open(job.source);
    const facts = () => ({
      durationMs: performance.now() - started,
      level: sandbox.level,
      engine: sandbox.engine,
      ...("status" in subject ? {} : costOf(subject)),
      ...detailsOf(job, exam),
    });
    const failed = (why: Failure): Evaluation => failedEvaluation(why, facts());
    if ("status" in subject) {
      if (subject.spent) spent = true;
      return failed(subject);
    }
    for (const stage of definition.stages) {
      const gate = await judgeOnce(exam, subject, stage.inputs, 0, job);
      if (gate.status !== "ok") return failed(gate);
      if (!objective.reaches(gate.score, stage.threshold)) {
        const said = `stage ${stage.name}: scored ${gate.score}, needs ${stage.threshold} to go on`;
        return failed(failure("invalid", "stage", said));
      }
    }
    const verdict = await judgeCases(exam, subject, searchCases, job);
    if (verdict.status !== "ok") return failed(verdict);
    const broken = brokenConstraint(verdict, definition);
    if (broken !== null) return failed(broken);
    const features = {
      ...builtInFeatures(job.source, language, definition.features),
      ...verdict.features,
    };
    const missing = definition.features.find((dimension) => features[dimension.name] === undefined);
    if (missing) return failed(failure("error", "scorer", `the scorer returned no feature ${missing.name}`));
    const scored = { ...verdict, kind: "ok" as const, features, message: "" as const };
    const drawn = job.purpose === "verify" || job.detailed ? await drawnOf(exam, subject) : undefined;
    if (job.purpose !== "verify") {
      const construction = await constructionOf(exam, subject);
      const answers = await answersOf(exam, subject, job);
      return withDetails({ ...scored, ...given({ construction }), ...facts() }, { drawn, answers });
    }
    if (second) {
      const doubt = await secondOpinion(exam, subject, { ...scorer, call: second }, verdict.score);
      if (doubt !== null) return failed(doubt);
    }
    const proof = await proofOf(exam, subject);
    if (holdoutCases.length === 0) return { ...scored, ...given({ drawn, proof }), ...facts() };
    const unseen = await judgeCases(exam, subject, holdoutCases, job);
    if (unseen.status !== "ok")
      return failed({ ...unseen, message: `on the hold-out inputs: ${unseen.message}`.slice(0, 500) });
    return { ...scored, holdout: unseen.score, ...given({ drawn, proof }), ...facts() };
  }

  /** The rigorous verdict on the answers that were scored; nothing where the problem has no verifier. */
  async function proofOf(exam: Exam, subject: Subject): Promise<Proof | undefined> {
    if (!definition.verifier) return undefined;
    const answered = await exam.answer(subject, searchCases, 0);
    if (answered.status !== "ok") return undefined;
    const pairs = answered.answers.map(({ value }, index) => ({
      input: definition.inputs[index] ?? null,
      output: value,
    }));
    return (await prove(problem, pairs)) ?? undefined;
  }

  /** The answer, where children start from it; nothing where it is too large to be kept. */
  async function constructionOf(exam: Exam, subject: Subject): Promise<Json | undefined> {
    if (definition.start === undefined) return undefined;
    const answered = await exam.answer(subject, [0], 0);
    const answer = answered.status === "ok" ? answered.answers[0] : undefined;
    return answer === undefined || answer.text.length > MAX_CONSTRUCTION ? undefined : answer.value;
  }

  /** The picture of the answer to the first input; nothing where the problem has no view. */
  async function drawnOf(exam: Exam, subject: Subject): Promise<Drawn | undefined> {
    if (!definition.view) return undefined;
    const answered = await exam.answer(subject, searchCases.slice(0, 1), 0);
    if (answered.status !== "ok") return undefined;
    const [answer] = answered.answers;
    return (await draw(problem, answer?.value ?? null, definition.inputs[0] ?? null)) ?? undefined;
  }

  /** The answers to all inputs for whoever asks; nothing for others. */
  async function answersOf(exam: Exam, subject: Subject, job: Job): Promise<readonly Json[] | undefined> {
    if (job.detailed !== true) return undefined;
    const answered = await exam.answer(subject, searchCases, 0);
    return answered.status === "ok" ? answered.answers.map(({ value }) => value) : undefined;
  }

  function costOf({ fuel, mostFuel, cpuMs }: Subject): Pick<Evaluation, "fuel" | "mostFuel" | "cpuMs"> {
    return given({ fuel, mostFuel: definition.inputs.length > 1 ? mostFuel : undefined, cpuMs });
  }

  /** The whole rule of the problem on a set of inputs. */
  async function judgeCases(
    exam: Exam,
    subject: Subject,
    indices: readonly number[],
    job: Job,
  ): Promise<Judgement> {
    const { source, baseline } = job;
    const { timing, repeats } = definition;
    if (timing) {
      const parent = baseline ?? { source: problem.seed, relativeTime: 1 };
      const isSelf = parent.source === source;
      const isTested = job.purpose === "verify" || job.detailed === true;
      return judgeTime(exam, subject, indices, { timing, parent: { ...parent, isSelf }, isTested });
    }
    const failed = await subject.test?.();
    if (failed) return failed;
    if (!repeats) return judgeOnce(exam, subject, indices, 0, job);
    return repeatScoring(repeats, (repeat) => judgeOnce(exam, subject, indices, repeat, job));
  }

  async function judgeOnce(
    exam: Exam,
    subject: Subject,
    indices: readonly number[],
    repeat: number,
    { baseline }: Job,
  ): Promise<Judgement> {
    const answered = await exam.answer(subject, indices, repeat);
    if (answered.status !== "ok") return answered;
    const outputs = answered.answers.map(({ value }) => value);
    const judgement = await exam.score(indices, outputs, repeat, {
      ...(definition.timing && { timing: unmeasured(answered.answers, 1) }),
      ...(definition.race &&
        baseline?.score !== undefined && { rival: { ...baseline, score: baseline.score } }),
    });
    return (judgement.status === "ok" ? missingObjective(judgement, definition) : null) ?? judgement;
  }

  /** How a verdict came about, for whoever asks; nothing of what was printed stays for the next. */
  function detailsOf(job: Job, { times }: Exam): Pick<Evaluation, "details"> {
    const said = printed.take();
    return job.detailed === true ? { details: { ...times(), printed: said } } : {};
  }
  return { judge, spent: () => spent };
}

/** Largest answer that is kept with a verdict, characters of JSON. */
const MAX_CONSTRUCTION = 64 * 1024;

/** A verdict for whoever asked for details, with its picture and its answers among them. */
function withDetails(
  verdict: Evaluation,
  { drawn, answers }: { readonly drawn: Drawn | undefined; readonly answers: readonly Json[] | undefined },
): Evaluation {
  if (verdict.details === undefined) return verdict;
  return { ...verdict, details: { ...verdict.details, ...given({ drawn, answers }) } };
}
