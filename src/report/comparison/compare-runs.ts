import { type Direction, median, type PairedInterval, pairedInterval } from "../../core/index.ts";
import { type Band, climbBands } from "./climb-bands.ts";
import type { ComparedRun } from "./read-compared.ts";
import { type WaySettings, wayNames } from "./way-names.ts";

/** Runs side by side, problem by problem. */
export interface RunComparison {
  readonly problems: readonly ComparedProblem[];
}

/** The ways in which one problem was run. */
export interface ComparedProblem {
  readonly problem: string;
  readonly objective: string;
  readonly direction: Direction;
  /** Raw objective value whose price is told; `null` where there is none. */
  readonly target: number | null;
  /** Best value that the problem knows of; `null` where it knows none. */
  readonly bestKnown: number | null;
  readonly ways: readonly ComparedWay[];
}

/** Runs that differ in their seeds and budgets only. */
export interface ComparedWay {
  readonly name: string;
  readonly runs: readonly RunFacts[];
  /** Best scores: their median and its distribution-free interval; `null` where no run has a score. */
  readonly score: PairedInterval | null;
  /** Price of the target: medians over all runs, `null` when half of them or more did not reach it. */
  readonly target: {
    readonly reached: number;
    readonly evaluations: number | null;
    readonly tokens: number | null;
    readonly usd: number | null;
  } | null;
  /** Medians over the runs; dollars are `null` where a price is unknown. */
  readonly evaluations: number;
  readonly tokens: number;
  readonly usd: number | null;
  /** Best so far over evaluator calls. */
  readonly climb: readonly Band[];
}

/** One run in a comparison. */
type RunFacts = Pick<
  ComparedRun,
  "run" | "seed" | "status" | "score" | "evaluations" | "tokens" | "usd" | "toTarget" | "digest"
>;

/** Compares runs; those of one problem and one way stand together, in the order in which they were named. */
export function compareRuns(runs: readonly ComparedRun[]): RunComparison {
  const problems = [...Map.groupBy(runs, ({ problem, version }) => JSON.stringify([problem, version]))];
  return { problems: problems.map(([, own]) => comparedProblem(own)) };
}

function comparedProblem(runs: readonly ComparedRun[]): ComparedProblem {
  const [first] = runs as readonly [ComparedRun, ...ComparedRun[]];
  const groups = [...Map.groupBy(runs, keyOf).values()];
  const names = wayNames(groups.map(([run]) => (run as ComparedRun).settings));
  const { direction, name } = first.objective;
  // prices of different targets cannot be compared
  const target = runs.every((run) => run.target === first.target) ? first.target : null;
  const most = Math.max(...runs.map(({ evaluations }) => evaluations));
  return {
    ...{ problem: first.problem, objective: name, direction },
    ...{ target, bestKnown: first.bestKnown },
    ways: groups.map((own, index) => {
      const name = own[0]?.arm ?? (names[index] as string);
      return comparedWay(own, { name, target, most });
    }),
  };
}

/** Runs of a study stand with their arm, all others with those of the same settings. */
function keyOf({ arm, settings }: ComparedRun): string {
  return JSON.stringify(arm === null ? entriesOf(settings) : arm);
}

function entriesOf(settings: WaySettings): readonly (readonly [string, string])[] {
  return [...settings].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @param most - evaluator calls of the longest run of the problem */
function comparedWay(
  runs: readonly ComparedRun[],
  {
    name,
    target,
    most,
  }: Pick<ComparedWay, "name"> & Pick<ComparedProblem, "target"> & { readonly most: number },
): ComparedWay {
  const usd = runs.map((run) => run.usd);
  return {
    name,
    runs: runs.map(({ run, seed, status, score, evaluations, tokens, usd: paid, toTarget, digest }) => ({
      ...{ run, seed, status, score, evaluations, tokens, usd: paid, toTarget, digest },
    })),
    score: pairedInterval(runs.flatMap(({ score }) => score ?? [])),
    target:
      target === null
        ? null
        : {
            reached: runs.filter(({ toTarget }) => toTarget !== null).length,
            evaluations: medianPrice(runs, "evaluations"),
            tokens: medianPrice(runs, "tokens"),
            usd: medianPrice(runs, "usd"),
          },
    evaluations: median(runs.map(({ evaluations }) => evaluations)),
    tokens: median(runs.map(({ tokens }) => tokens)),
    usd: usd.some((paid) => paid === null) ? null : median(usd as readonly number[]),
    climb: climbBands(runs, most),
  };
}

/** Median over all runs; one that never got there took longer than any number. */
function medianPrice(runs: readonly ComparedRun[], unit: "evaluations" | "tokens" | "usd"): number | null {
  const prices = runs.map(({ toTarget }) => (toTarget === null ? Number.POSITIVE_INFINITY : toTarget[unit]));
  if (prices.some((price) => price === null)) return null;
  const middle = median(prices as readonly number[]);
  return Number.isFinite(middle) ? middle : null;
}
