import type { Problem } from "../../../problem/index.ts";
import type { Job } from "../../job.ts";
import type { Exam } from "./exam.ts";
import { judgeTime, unmeasured } from "./judge-time.ts";
import { missingObjective } from "./objectives.ts";
import { repeatScoring } from "./repeat.ts";
import type { Judgement } from "./scorer.ts";
import type { Subject } from "./subject.ts";

/** A candidate whose program is ready, under its examination. */
export interface Examined {
  readonly problem: Problem;
  readonly job: Job;
  readonly exam: Exam;
  readonly subject: Subject;
}

/** The whole rule of the problem on a set of inputs: timed, tested or repeated, where it says so. */
export async function judgeCases(examined: Examined, indices: readonly number[]): Promise<Judgement> {
  const { problem, exam, subject, job } = examined;
  const { timing, repeats } = problem.definition;
  if (timing) {
    const parent = job.baseline ?? { source: problem.seed, relativeTime: 1 };
    const isSelf = parent.source === job.source;
    const isTested = job.purpose === "verify" || job.detailed === true;
    return judgeTime(exam, subject, indices, { timing, parent: { ...parent, isSelf }, isTested });
  }
  const failed = await subject.test?.();
  if (failed) return failed;
  if (!repeats) return judgeOnce(examined, indices, 0);
  return repeatScoring(repeats, (repeat) => judgeOnce(examined, indices, repeat));
}

/** The score of one run on a set of inputs. */
export async function judgeOnce(
  { problem: { definition }, exam, subject, job: { baseline } }: Examined,
  indices: readonly number[],
  repeat: number,
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
