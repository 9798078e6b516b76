import { type Failure, failure } from "../../failures.ts";
import type { Answer, Exam } from "./exam.ts";
import type { Start } from "./measure-time.ts";
import type { Subject } from "./subject.ts";

/** One start of two programs, and the first one's answers, or why there are none. */
type AnsweredStart = (Extract<Start, { status: "ok" }> & { readonly answers: readonly Answer[] }) | Failure;

/**
 * Runs a program and its parent on some inputs: by turns, lap by lap, where the sandbox can; else one after the other, in an order that
 * changes from input to input and from start to start.
 *
 * @param start - the number of starts before
 */
export async function runBoth(
  exam: Exam,
  { candidate, parent }: { readonly candidate: Subject; readonly parent: Subject },
  indices: readonly number[],
  start: number,
): Promise<AnsweredStart> {
  const answers: Answer[] = [];
  let [childMs, parentMs] = [0, 0];
  const aside = { childMs: 0, parentMs: 0 };
  let isByTurns = false;
  for (const [place, index] of indices.entries()) {
    const race = await exam.race(candidate, parent, index);
    if (race !== null) {
      if (race.status !== "ok") return race.isRival ? baselineFailure(race) : race;
      isByTurns = true;
      childMs += race.childMs;
      parentMs += race.rivalMs;
      aside.childMs += race.aside.childMs;
      aside.parentMs += race.aside.rivalMs;
      answers.push({ value: race.value, text: race.text, ms: 0 });
      continue;
    }
    for (const who of (start + place) % 2 === 0 ? [candidate, parent] : [parent, candidate]) {
      const run = await exam.run(who, index, 0);
      if (run.status !== "ok") return who === candidate ? run : baselineFailure(run);
      if (who === parent) parentMs += who.ms;
      else {
        childMs += who.ms;
        answers.push({ value: run.value, text: run.text, ms: who.ms });
      }
    }
  }
  return { status: "ok", childMs, parentMs, aside: isByTurns ? aside : null, answers };
}

function baselineFailure({ kind, message }: Failure): Failure {
  return failure("error", "baseline", `${kind}: ${message}`);
}
