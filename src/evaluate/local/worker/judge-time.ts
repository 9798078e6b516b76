import type { MeasuredTime, Timing } from "../../../problem/index.ts";
import type { Baseline } from "../../job.ts";
import { failure } from "../../failures.ts";
import type { Answer, Exam } from "./exam.ts";
import { measureTime, notMeasured } from "./measure-time.ts";
import { runBoth } from "./run-both.ts";
import type { Judgement } from "./scorer.ts";
import type { Subject } from "./subject.ts";

/** How a program's run time is judged. */
interface TimeRules {
  readonly timing: Timing;
  readonly parent: Baseline & { readonly isSelf: boolean };
  /** True where the tests have to pass even if the program gains nothing. */
  readonly isTested: boolean;
}

/**
 * Judges a program whose objective is run time. First its answers: the scorer is asked with nothing measured
 * yet, and what it rejects is not measured. Then pairs of runs against the parent, each in a fresh realm,
 * timed from outside. An answer of a measured run that differs from the first one is judged as well: a
 * program that works only while it is looked at gains nothing. Tests, where there are any, are run last, and in a search only
 * those of a program that gained: they cost most, and few gain. The scorer then scores the time. A parent that
 * is the program itself is not measured.
 */
export async function judgeTime(
  exam: Exam,
  candidate: Subject,
  indices: readonly number[],
  { timing, parent, isTested }: TimeRules,
): Promise<Judgement> {
  const answered = await exam.answer(candidate, indices, 0);
  if (answered.status !== "ok") return answered;
  const { answers } = answered;
  const before = unmeasured(answers, parent.relativeTime);
  const outputs = answers.map(({ value }) => value);
  const right = await exam.score(indices, outputs, 0, { timing: before });
  if (right.status !== "ok") return right;
  if (parent.isSelf) return (await candidate.test?.()) ?? withTime(right, before);
  const other = exam.open(parent.source);
  if ("status" in other) return failure("error", "baseline", other.message);
  const both = { candidate, parent: other };

  const measured = await measureTime(timing, parent.relativeTime, async (start) => {
    const run = await runBoth(exam, both, indices, start);
    if (run.status !== "ok") return run;
    const isSame = run.answers.every(({ text }, place) => text === answers[place]?.text);
    if (isSame) return run;
    const now = run.answers.map(({ value }) => value);
    const verdict = await exam.score(indices, now, 0, { timing: before });
    return verdict.status === "ok" ? run : verdict;
  });
  if (measured.status !== "ok") return measured;
  const isAsked = isTested || measured.time.relativeTime < parent.relativeTime;
  const failed = isAsked ? await candidate.test?.() : null;
  if (failed) return failed;
  const verdict = await exam.score(indices, outputs, 0, { timing: measured.time });
  return verdict.status === "ok" ? withTime(verdict, measured.time) : verdict;
}

/** The times of a program of which only the answers are known. */
export function unmeasured(answers: readonly Answer[], parentTime: number): MeasuredTime {
  return notMeasured(
    parentTime,
    answers.reduce((sum, { ms }) => sum + ms, 0),
  );
}

/** A verdict with the measured times among its metrics, under reserved names. */
function withTime(verdict: Extract<Judgement, { status: "ok" }>, time: MeasuredTime): Judgement {
  const { relativeTime, medianMs, pairs, ratio } = time;
  return { ...verdict, metrics: { ...verdict.metrics, relativeTime, medianMs, pairs, ratio } };
}
