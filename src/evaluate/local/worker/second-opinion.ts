import type { JsonObject } from "../../../core/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { Exam } from "./exam.ts";
import { judgeOutputs, type ScorerHouse } from "./scorer.ts";
import type { Subject } from "./subject.ts";

/**
 * The doubt of a joint problem's second evaluator about a score: it sees what the first one kept of the program's answer,
 * the artifacts, and has to come to the same score where no program can reach it. `null`: there is none.
 */
export async function secondOpinion(
  exam: Exam,
  subject: Subject,
  second: ScorerHouse,
  score: number,
): Promise<Failure | null> {
  const answered = await exam.answer(subject, [0], 0);
  if (answered.status !== "ok") return answered;
  const verdict = answered.answers[0]?.value as JsonObject | undefined;
  const artifacts = verdict?.artifacts ?? {};
  const own = await judgeOutputs(second, [artifacts], { inputs: [null], seed: 0 });
  if (own.status !== "ok") return { ...own, message: `the second evaluator: ${own.message}`.slice(0, 500) };
  if (Math.abs(own.score - score) <= TOLERANCE * Math.max(1, Math.abs(score))) return null;
  const said = `the second evaluator comes to ${own.score}, the joint one said ${score}`;
  return failure("invalid", "rejected", said);
}

/** Difference of two ways to the same number, relative to it. */
const TOLERANCE = 1e-9;
