import type { RunConfig } from "../../config/index.ts";
import { type Direction, objectiveOf } from "../../core/index.ts";
import { NANO_PER_USD } from "../../llm/index.ts";
import type { CallReader, OpenRecord } from "../../store/index.ts";
import type { StudyBudget } from "./study-schema.ts";

/** The price of getting somewhere in a run. */
export interface Price {
  /** Evaluator calls until then, those of the step itself included. */
  readonly evaluations: number;
  /** Tokens that are known to be used until then. */
  readonly tokens: number;
  /** Dollars that are known to be spent until then; `null` when some model's price is unknown. */
  readonly usd: number | null;
}

/** The answer of a run's course about its budget and a target. */
export interface StudyCourse {
  /** Evaluator calls of all results. */
  readonly evaluations: number;
  /** Best score within the budget; `null` when nothing was scored. */
  readonly score: number | null;
  /** The price of the target within the budget; `null` when it was not reached, or there is none. */
  readonly toTarget: Price | null;
}

/** The question to a course. */
export interface CourseQuestion {
  readonly config: RunConfig;
  readonly direction: Direction;
  readonly budget: StudyBudget;
  readonly target: number | null;
  readonly pricesKnown: boolean;
}

/**
 * Follows a run in logical time (step by step, the islands in turn), counting every call of the evaluator. A
 * step counts as a whole: one that would pass the budget is no part of the comparison.
 */
export function studyCourse({ course, calls }: OpenRecord, question: CourseQuestion): StudyCourse {
  const { config, direction, budget, target, pricesKnown } = question;
  const limit = budget.evaluations ?? Number.POSITIVE_INFINITY;
  const { better, reaches } = objectiveOf(direction);
  let evaluations = 0;
  let score: number | null = null;
  let hit: { readonly island: number; readonly step: number; readonly evaluations: number } | null = null;
  for (const row of course.results(config.islands)) {
    evaluations += row.evaluatorCalls;
    if (evaluations > limit || row.score === null) continue;
    if (better(row.score, score)) score = row.score;
    if (target !== null && hit === null && reaches(row.score, target)) hit = { ...row, evaluations };
  }
  if (hit === null) return { evaluations, score, toTarget: null };
  const spent = spentUntil(calls, hit);
  const usd = pricesKnown ? spent.nanoUsd / NANO_PER_USD : null;
  return { evaluations, score, toTarget: { evaluations: hit.evaluations, tokens: spent.tokens, usd } };
}

/** The known use of the calls of all steps up to one, in logical time. */
function spentUntil(
  calls: CallReader,
  last: { readonly island: number; readonly step: number },
): { readonly nanoUsd: number; readonly tokens: number } {
  let [nanoUsd, tokens] = [0, 0];
  for (const { island, step, used } of calls.spending()) {
    if (step > last.step || (step === last.step && island > last.island)) continue;
    const amount = used as { readonly nanoUsd?: number; readonly tokens?: number } | null;
    nanoUsd += amount?.nanoUsd ?? 0;
    tokens += amount?.tokens ?? 0;
  }
  return { nanoUsd, tokens };
}
