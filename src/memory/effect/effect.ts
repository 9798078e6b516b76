import { type Count, type Estimate, meanDifference, newcombe, wilson } from "../../core/index.ts";
import type { ArmTotals, LessonBank } from "../fold/lesson-bank.ts";
import type { Lesson } from "../lesson.ts";

/** One arm of the run. */
interface ArmReport {
  readonly steps: number;
  /** Share of its steps that improved on their parent; `null` without steps. */
  readonly improvementRate: Estimate | null;
  readonly failureRate: Estimate | null;
  /** Mean cost per step, in the run's unit; `null` when nothing was counted. */
  readonly meanCost: number | null;
}

/** The memory's effect on the run, by its own control; every interval is 95 %. */
export interface MemoryEffect {
  readonly memory: ArmReport;
  readonly control: ArmReport;
  /** Improvement rate with memory less without; `null` when the run had no control. */
  readonly improvement: Estimate | null;
  readonly failure: Estimate | null;
  readonly cost: Estimate | null;
}

/**
 * The effect of the whole memory so far: all steps that were offered advice, heeded or not, against all that
 * were not.
 */
export function memoryEffect({ totals: { memory, control } }: LessonBank): MemoryEffect {
  return {
    memory: reportArm(memory),
    control: reportArm(control),
    improvement: newcombe(improved(memory), improved(control)),
    failure: newcombe(failed(memory), failed(control)),
    cost: meanDifference(costs(memory), costs(control)),
  };
}

/**
 * The effect of one lesson: improvement rate of the steps that recalled it, less that of the steps that were
 * kept from it; where there are none, of the run's control, which may be steps of another sort.
 */
export function lessonEffect(lesson: Lesson, bank: LessonBank): Estimate | null {
  const { recalled, improved: successes, withheld, withheldImproved } = lesson.uses;
  const control: Count =
    withheld > 0 ? { successes: withheldImproved, trials: withheld } : improved(bank.totals.control);
  return newcombe({ successes, trials: recalled }, control);
}

function reportArm(arm: ArmTotals): ArmReport {
  return {
    steps: arm.steps,
    improvementRate: wilson(improved(arm)),
    failureRate: wilson(failed(arm)),
    meanCost: arm.costed === 0 ? null : arm.cost / arm.costed,
  };
}

function improved(arm: ArmTotals): Count {
  return { successes: arm.improved, trials: arm.steps };
}

function failed(arm: ArmTotals): Count {
  return { successes: arm.failed, trials: arm.steps };
}

function costs({ costed, cost, costSquares }: ArmTotals) {
  return { count: costed, sum: cost, squares: costSquares };
}
