import type { MeasuredTime, Timing } from "../../../problem/index.ts";
import type { Baseline } from "../../job.ts";
import { failure } from "../../failures.ts";
import type { Answer, Exam } from "./exam.ts";
import { measureTime, notMeasured, type Pair } from "./measure-time.ts";
import type { Judgement } from "./scorer.ts";
import type { Subject } from "./subject.ts";

/**
 * Judges a program whose objective is run time. First its answers: the scorer is asked with nothing measured
 * yet, and what it rejects is not measured. Then pairs of runs against the parent, each in a fresh realm,
 * timed from outside. An answer of a measured run that differs from the first one is judged as well: a
 * program that works only while it is looked at gains nothing. The scorer then scores the time. A parent that
 * is the program itself is not measured.
 */
export async function judgeTime(
  exam: Exam,
  candidate: Subject,
  indices: readonly number[],
  { timing, parent }: { readonly timing: Timing; readonly parent: Baseline & { readonly isSelf: boolean } },
): Promise<Judgement> {
  const answered = await exam.answer(candidate, indices, 0);
  if (answered.status !== "ok") return answered;
  const { answers } = answered;
  const before = unmeasured(answers, parent.relativeTime);
  const outputs = answers.map(({ value }) => value);
  const right = await exam.score(indices, outputs, 0, { timing: before });
  if (right.status !== "ok") return right;
  if (parent.isSelf) return withTime(right, before);
  const other = exam.open(parent.source);
  if ("status" in other) return failure("error", "baseline", other.message);

  async function runPair(pair: number): Promise<Pair> {
    const times = new Map<Subject, number>();
    const now = [...outputs];
    for (const [place, index] of indices.entries()) {
      const isEven = (pair + place) % 2 === 0;
      for (const who of isEven ? [candidate, other as Subject] : [other as Subject, candidate]) {
        const run = await exam.run(who, index, 0);
        if (run.status !== "ok") {
          return who === candidate ? run : failure("error", "baseline", `${run.kind}: ${run.message}`);
        }
        times.set(who, (times.get(who) ?? 0) + who.ms);
        if (who === candidate && run.text !== answers[place]?.text) now[place] = run.value;
      }
    }
    if (now.some((output, place) => output !== outputs[place])) {
      const verdict = await exam.score(indices, now, 0, { timing: before });
      if (verdict.status !== "ok") return verdict;
    }
    return {
      status: "ok",
      childMs: times.get(candidate) ?? 0,
      parentMs: times.get(other as Subject) ?? 0,
    };
  }
  const measured = await measureTime(timing, parent.relativeTime, runPair);
  if (measured.status !== "ok") return measured;
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
