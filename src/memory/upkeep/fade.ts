import type { Book } from "../fold/book.ts";
import type { LessonEvent } from "../fold/event.ts";
import { wilson } from "../effect/interval.ts";
import type { Lesson } from "../lesson.ts";
import type { Worksheet } from "./worksheet.ts";

/** Candidates against a lesson from which it may be let go. */
const AGAINST = 3;
/** Steps that must have recalled a lesson before it may be put into quarantine. */
const TRIED = 8;
/** Failure rate above the run's own that counts as preceding failures, with 97.5 % confidence. */
const EXCESS = 0.1;

/** Lets contradicted lessons go, and puts lessons into quarantine that keep preceding failures. */
export function fade(sheet: Worksheet): void {
  const usual = failureRate(sheet.book);
  const events: LessonEvent[] = [];
  for (const lesson of sheet.lessons) {
    const { support, uses, state } = lesson;
    if (support.against >= AGAINST && support.against > 2 * support.for) {
      const reason = `contradicted by ${support.against} against ${support.for}`;
      events.push({ type: "state", lesson: lesson.id, from: state, to: "retired", reason });
    } else if (state !== "quarantined" && precedesFailures(lesson, usual)) {
      const reason = `${uses.failed} of ${uses.recalled} steps that recalled it failed, ${Math.round(100 * usual)} % of all`;
      events.push({ type: "state", lesson: lesson.id, from: state, to: "quarantined", reason });
    }
  }
  sheet.add(events);
}

function precedesFailures({ uses }: Lesson, usual: number): boolean {
  if (uses.recalled < TRIED) return false;
  const rate = wilson({ successes: uses.failed, trials: uses.recalled });
  return rate !== null && rate.low > usual + EXCESS;
}

/** Failure rate of all steps, drawn to 0.2 while there are few. */
function failureRate({ totals: { memory, control } }: Book): number {
  return (memory.failed + control.failed + 1) / (memory.steps + control.steps + 5);
}
