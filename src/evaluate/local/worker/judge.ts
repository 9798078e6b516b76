import {
  type Evaluation,
  type EvaluationDetails,
  given,
  objectiveOf,
  type Scored,
} from "../../../core/index.ts";
import { languageOf } from "../../../language/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { Job } from "../../job.ts";
import { type Failure, failedEvaluation, failure } from "../../failures.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { answerTest } from "./answer-test.ts";
import { createExam } from "./exam.ts";
import { builtInFeatures } from "./features.ts";
import { type Examined, judgeCases, judgeOnce } from "./judge-cases.ts";
import { answersOf, constructionOf, drawnOf, proofOf } from "./kept-answers.ts";
import type { LoadedScorer } from "./load-scorer.ts";
import { brokenConstraint } from "./objectives.ts";
import type { Progress } from "./progress.ts";
import type { Judgement, ScorerHouse } from "./scorer.ts";
import { secondOpinion } from "./second-opinion.ts";

/** Judges candidates of one problem, one after the other. */
export interface Judge {
  judge(job: Job, progress: Progress): Promise<Evaluation>;
  /** True when a candidate used this thread up (its text broke the type stripper): it must be replaced. */
  spent(): boolean;
}

type GoodJudgement = Extract<Judgement, { readonly status: "ok" }>;

/** A score with what is kept beside it, before the facts of its evaluation. */
type Verdict = Omit<Scored, "durationMs" | "level" | "engine">;

/**
 * Joins a sandbox, the problem's output schema and its scorer into a judge. Order: prepare the text; the
 * stages' inputs, each stage gated by its threshold; the remaining inputs; the scorer on everything, repeated
 * or timed where the problem says so; for a verification the hold-out inputs, scored apart. Throws
 * `evaluate/schema` when the output schema cannot be compiled.
 */
export function createJudge(problem: Problem, sandbox: Sandbox, loaded: LoadedScorer): Judge {
  const { call, simulate, printed, second } = loaded;
  const { definition, folder } = problem;
  const cases = [...definition.inputs, ...definition.holdout].map((input) => ({
    input,
    text: JSON.stringify(input),
  }));
  const scorer = { call, simulate, folder, keep: printed.keep };
  const room = { problem, sandbox, scorer, test: answerTest(problem), cases };
  const doubter = second && { ...scorer, call: second };
  let spent = false;

  return {
    async judge(job, progress) {
      const begunMs = performance.now();
      const exam = createExam(room, job, progress);
      const subject = exam.open(job.source);
      if ("status" in subject && subject.spent) spent = true;
      const { verdict, cost, shown } =
        "status" in subject
          ? { verdict: subject }
          : await findingOn({ problem, job, exam, subject }, doubter);
      // nothing of what was printed stays for the next
      const said = printed.take();
      const facts = {
        durationMs: performance.now() - begunMs,
        level: sandbox.level,
        engine: sandbox.engine,
        ...cost,
        ...(job.detailed === true && { details: { ...exam.times(), printed: said, ...shown } }),
      };
      return verdict.status === "ok" ? { ...verdict, ...facts } : failedEvaluation(verdict, facts);
    },
    spent: () => spent,
  };
}

/** A candidate's verdict, what it took, and what is shown of it to whoever asks for details. */
interface Finding {
  readonly verdict: Verdict | Failure;
  readonly cost?: Pick<Evaluation, "fuel" | "mostFuel" | "cpuMs">;
  readonly shown?: Pick<EvaluationDetails, "drawn" | "answers">;
}

async function findingOn(examined: Examined, doubter: ScorerHouse | undefined): Promise<Finding> {
  const { problem, job, subject } = examined;
  const verdict = await verdictOn(examined, doubter);
  const isShown = verdict.status === "ok" && job.purpose === "search" && job.detailed === true;
  const shown = isShown ? { drawn: await drawnOf(examined), answers: await answersOf(examined) } : {};
  const { fuel, mostFuel, cpuMs } = subject;
  const isOne = problem.definition.inputs.length <= 1;
  return {
    verdict,
    cost: given({ fuel, mostFuel: isOne ? undefined : mostFuel, cpuMs }),
    shown: given(shown),
  };
}

/** The way of a candidate to its verdict; whatever fails on it is the verdict. */
async function verdictOn(examined: Examined, doubter: ScorerHouse | undefined): Promise<Verdict | Failure> {
  const stopped = await stagesOf(examined);
  if (stopped !== null) return stopped;
  const { inputs } = examined.problem.definition;
  const judged = await judgeCases(examined, [...inputs.keys()]);
  const scored = judged.status === "ok" ? withFeatures(judged, examined) : judged;
  if (scored.status !== "ok") return scored;
  if (examined.job.purpose === "verify") return verified(examined, scored, doubter);
  return { ...scored, ...given({ construction: await constructionOf(examined, scored) }) };
}

/** The stage that a candidate does not pass, as its failure; `null` where it passes all. */
async function stagesOf(examined: Examined): Promise<Failure | null> {
  const { stages, objective } = examined.problem.definition;
  const { reaches } = objectiveOf(objective.direction);
  for (const { name, inputs, threshold } of stages) {
    const gate = await judgeOnce(examined, inputs, 0);
    if (gate.status !== "ok") return gate;
    if (reaches(gate.score, threshold)) continue;
    const said = `stage ${name}: scored ${gate.score}, needs ${threshold} to go on`;
    return failure("invalid", "stage", said);
  }
  return null;
}

/** A score within the problem's constraints, with all features that it asks for. */
function withFeatures(judged: GoodJudgement, { problem: { definition }, job }: Examined): Verdict | Failure {
  const broken = brokenConstraint(judged, definition);
  if (broken !== null) return broken;
  const features = {
    ...builtInFeatures(job.source, languageOf(definition), definition.features),
    ...judged.features,
  };
  const missing = definition.features.find(({ name }) => features[name] === undefined);
  if (missing) return failure("error", "scorer", `the scorer returned no feature ${missing.name}`);
  return { ...judged, kind: "ok", features, message: "" };
}

/** A score that was looked at from all sides: the second evaluator, the verifier, the hold-out inputs. */
async function verified(
  examined: Examined,
  scored: Verdict,
  doubter: ScorerHouse | undefined,
): Promise<Verdict | Failure> {
  const { exam, subject } = examined;
  const { inputs, holdout } = examined.problem.definition;
  const drawn = await drawnOf(examined);
  const doubt = doubter ? await secondOpinion(exam, subject, doubter, scored.score) : null;
  if (doubt !== null) return doubt;
  const proof = await proofOf(examined);
  if (holdout.length === 0) return { ...scored, ...given({ drawn, proof }) };
  const unseen = await judgeCases(
    examined,
    holdout.map((_, index) => inputs.length + index),
  );
  if (unseen.status !== "ok")
    return { ...unseen, message: `on the hold-out inputs: ${unseen.message}`.slice(0, 500) };
  return { ...scored, holdout: unseen.score, ...given({ drawn, proof }) };
}
