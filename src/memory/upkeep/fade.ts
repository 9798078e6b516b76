import { newcombe, wilson } from "../../core/index.ts";
import type { LessonBank } from "../fold/lesson-bank.ts";
import type { LessonEvent } from "../fold/event.ts";
import type { Lesson } from "../lesson.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/** Lets contradicted lessons go, and puts lessons into quarantine that keep preceding failures. */
export function fade(upkeep: BorderUpkeep): void {
  const usual = failureRate(upkeep.bank);
  const events: LessonEvent[] = [];
  for (const lesson of upkeep.lessons) {
    const { support, uses, state } = lesson;
    if (support.against >= AGAINST && support.against > 2 * support.for) {
      const reason = `contradicted by ${support.against} against ${support.for}`;
      events.push({ type: "state", lesson: lesson.id, from: state, to: "retired", reason });
    } else if (state !== "quarantined" && precedesFailures(lesson, usual)) {
      const reason = `${uses.failed} of ${uses.recalled} steps that recalled it failed, ${Math.round(100 * usual)} % of all`;
      events.push({ type: "state", lesson: lesson.id, from: state, to: "quarantined", reason });
    }
  }
  upkeep.add(events);
}

function precedesFailures({ uses, kind }: Lesson, usual: number): boolean {
  if (uses.recalled < TRIED) return false;
  const failed = { successes: uses.failed, trials: uses.recalled };
  if (uses.withheld >= KEPT_FROM) {
    const excess = newcombe(failed, { successes: uses.withheldFailed, trials: uses.withheld });
    return excess !== null && excess.low > EXCESS;
  }
  const rate = wilson(failed);
  return kind === "success" && rate !== null && rate.low > usual + EXCESS_WITHOUT_CONTROL;
}

/** Failure rate of all steps, drawn to 0.2 while there are few. */
function failureRate({ totals: { memory, control } }: LessonBank): number {
  return (memory.failed + control.failed + 1) / (memory.steps + control.steps + 5);
}

/** Candidates against a lesson from which it may be let go. */
const AGAINST = 3;
/** Steps that must have recalled a lesson before it may be put into quarantine. */
const TRIED = 8;
/** Steps that must have been kept from it, for a comparison of like with like. */
const KEPT_FROM = 5;
/** Failure rate above the control's, with 97.5 % confidence, that counts as preceding failures. */
const EXCESS = 0.05;
/**
 * The same above the run's own rate, for what works and has no control: what warns stands where failures are
 * likely.
 */
const EXCESS_WITHOUT_CONTROL = 0.15;
