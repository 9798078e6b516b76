import { printable, showNumber } from "../../core/index.ts";
import type { RepeatReport } from "../../run/index.ts";
import { renderTable } from "./table.ts";

/** Several runs of one problem and what they found together, for people. */
export function renderRepeat({ runs, scores, median, low, high }: RepeatReport): string {
  const table = renderTable([
    ["run", "seed", "evaluations", "best"],
    ...runs.map(({ run, seed, evaluations, best }) => [
      run,
      printable(seed),
      String(evaluations),
      best === null ? "–" : showNumber(best.score),
    ]),
  ]);
  const half = `middle half ${showNumber(low)} to ${showNumber(high)}`;
  return `${table}\nmedian ${showNumber(median)}, ${half}, over ${scores.length} runs`;
}
