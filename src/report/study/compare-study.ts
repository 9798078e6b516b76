import {
  type Direction,
  median,
  type Objective,
  objectiveOf,
  type PairedInterval,
  pairedInterval,
  quantile,
} from "../../core/index.ts";
import type { StudyPlan, StudyRun } from "../../run/index.ts";

/** One arm on one problem. */
export interface ArmResult {
  readonly arm: string;
  /** Finished runs. */
  readonly runs: number;
  /**
   * Best score within the budget: median and quartiles over the runs that scored anything; `null` without
   * any.
   */
  readonly score: { readonly median: number; readonly low: number; readonly high: number } | null;
  /**
   * This arm against the first one, seed by seed, positive where this one is better; `null` for the first
   * one, and without pairs.
   */
  readonly difference:
    | (PairedInterval & { readonly wins: number; readonly losses: number; readonly pairs: number })
    | null;
  /**
   * The price of the target; `null` where there is none. Medians over all runs, `null` when half of them or
   * more did not reach it.
   */
  readonly target: {
    readonly reached: number;
    readonly evaluations: number | null;
    readonly tokens: number | null;
    readonly usd: number | null;
  } | null;
  /** Medians over the runs. */
  readonly evaluations: number;
  readonly tokens: number;
  /** Dollars of all runs together; `null` when a price is unknown. */
  readonly costUsd: number | null;
  readonly convergence: number | null;
}

/** All arms on one problem. */
export interface ProblemResult {
  readonly problem: string;
  readonly objective: string;
  readonly direction: Direction;
  readonly target: number | null;
  readonly arms: readonly ArmResult[];
}

/** The findings of a study. */
export interface StudyReport {
  readonly budget: StudyPlan["budget"];
  readonly seeds: readonly string[];
  /** Runs that were planned. */
  readonly planned: number;
  readonly problems: readonly ProblemResult[];
  readonly runs: readonly StudyRun[];
}

/** Compares the arms of a study on each of its problems, as far as it has come. */
export function compareStudy(plan: StudyPlan, runs: readonly StudyRun[]): StudyReport {
  const { problems, arms, seeds, budget } = plan;
  return {
    budget,
    seeds,
    planned: problems.length * arms.length * seeds.length,
    problems: problems.map(({ problem: { definition }, target }) => {
      const own = runs.filter(({ problem }) => problem === definition.name);
      const { name, direction } = definition.objective;
      const objective = objectiveOf(direction);
      const of = (arm: string): readonly StudyRun[] => own.filter((run) => run.arm === arm);
      const first = of(arms[0]?.name ?? "");
      return {
        problem: definition.name,
        objective: name,
        direction,
        target,
        arms: arms.map(({ name: arm }, at) =>
          armResult(arm, of(arm), at === 0 ? null : first, objective, target !== null),
        ),
      };
    }),
    runs,
  };
}

function armResult(
  arm: string,
  runs: readonly StudyRun[],
  first: readonly StudyRun[] | null,
  objective: Objective,
  hasTarget: boolean,
): ArmResult {
  const scores = runs.flatMap(({ score }) => score ?? []);
  const convergences = runs.flatMap(({ convergence }) => convergence ?? []);
  return {
    arm,
    runs: runs.length,
    score:
      scores.length === 0
        ? null
        : { median: median(scores), low: quantile(scores, 0.25), high: quantile(scores, 0.75) },
    difference: first === null ? null : differenceOf(runs, first, objective),
    target: hasTarget
      ? {
          reached: runs.filter(({ toTarget }) => toTarget !== null).length,
          evaluations: medianPrice(runs, "evaluations"),
          tokens: medianPrice(runs, "tokens"),
          usd: medianPrice(runs, "usd"),
        }
      : null,
    evaluations: median(runs.map(({ evaluations }) => evaluations)),
    tokens: median(runs.map(({ tokens }) => tokens)),
    costUsd: runs.reduce<number | null>(
      (sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd),
      0,
    ),
    convergence: convergences.length === 0 ? null : median(convergences),
  };
}

function differenceOf(
  runs: readonly StudyRun[],
  first: readonly StudyRun[],
  objective: Objective,
): ArmResult["difference"] {
  const differences = runs.flatMap(({ seed, score }) => {
    const other = first.find((run) => run.seed === seed)?.score ?? null;
    return score === null || other === null ? [] : [objective.gain(score, other)];
  });
  const interval = pairedInterval(differences);
  return (
    interval && {
      ...interval,
      wins: differences.filter((difference) => difference > 0).length,
      losses: differences.filter((difference) => difference < 0).length,
      pairs: differences.length,
    }
  );
}

/** Median over all runs; one that never got there took longer than any number. */
function medianPrice(runs: readonly StudyRun[], unit: "evaluations" | "tokens" | "usd"): number | null {
  const prices = runs.map(({ toTarget }) => (toTarget === null ? Number.POSITIVE_INFINITY : toTarget[unit]));
  if (prices.length === 0 || prices.some((price) => price === null)) return null;
  const middle = median(prices as readonly number[]);
  return Number.isFinite(middle) ? middle : null;
}
