import { median, quantile } from "../core/index.ts";
import { GalapagosError } from "../core/index.ts";
import { type BeginRunOptions, beginRun } from "./begin-run.ts";
import type { PlainOverview } from "./kinds/run.ts";
import { keepWorkers } from "./sitting/keep-workers.ts";
import type { RunSummary } from "./summary.ts";
import { runName } from "./start.ts";

/** A run that is made several times, with a seed of its own each time. */
export interface RepeatRunOptions extends BeginRunOptions {
  readonly repeats: number;
  /** Told before each of them, counted from 1. */
  readonly onRun?: (number: number, seed: string) => void;
}

/** Findings of several runs together. */
export interface RepeatReport {
  readonly problem: string;
  readonly runs: readonly RunSummary[];
  /** Best scores, ascending. */
  readonly scores: readonly number[];
  readonly median: number;
  /** First and third quartile of the scores. */
  readonly low: number;
  readonly high: number;
}

/**
 * Makes the same run with several seeds (`<seed>`, `<seed>-2` …), one after the other; an aborted signal ends
 * the one that goes on, and no other begins.
 *
 * @throws GalapagosError `run/repeat` for rounds against champions, and whatever runs throw
 */
export async function repeatRun(
  options: RepeatRunOptions,
): Promise<{ readonly report: RepeatReport; readonly overviews: readonly PlainOverview[] }> {
  const { repeats, onRun, ...run } = options;
  const { problem, config } = run;
  if (problem.definition.adversarial !== null) throw noRounds();
  await using own = keepWorkers();
  const { workers = own } = run;
  const overviews: PlainOverview[] = [];
  for (let number = 1; number <= repeats; number++) {
    const seed = number === 1 ? config.seed : `${config.seed}-${number}`;
    onRun?.(number, seed);
    // `<problem>-1-2` would be also what a second run with seed 1 is called
    const name = `${runName(problem, config)}-repeat-${number}`;
    const overview = await beginRun({ name, ...run, workers, config: { ...config, seed } });
    if (overview.kind === "plain") overviews.push(overview);
    if (overview.summary.status === "interrupted") break;
  }
  const runs = overviews.map(({ summary }) => summary);
  const scores = runs.flatMap(({ best }) => (best === null ? [] : [best.score])).sort((a, b) => a - b);
  const [low, high] = [quantile(scores, 0.25), quantile(scores, 0.75)];
  return {
    overviews,
    report: { problem: problem.definition.name, runs, scores, median: median(scores), low, high },
  };
}

function noRounds(): GalapagosError {
  return new GalapagosError("--repeat does not go with rounds against champions", {
    code: "run/repeat",
    hint: "start one run for each seed, or for Core War: galapagos corewar study --runs 5",
  });
}
