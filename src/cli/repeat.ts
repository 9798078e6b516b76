import type { RunConfig } from "../config/index.ts";
import { EXIT, median, quantile, showNumber } from "../core/index.ts";
import type { MemoryFile } from "../memory/index.ts";
import type { Problem } from "../problem/index.ts";
import { type RunSummary, startRun } from "../run/index.ts";
import { renderTable } from "../report/index.ts";
import { runWatched, type WatchOptions } from "./watched.ts";
import type { Shell } from "./shell.ts";

/** `run --repeat n`: the same run with n seeds (`<seed>`, `<seed>-2` …), and what they say together. */
export async function repeatRun(
  shell: Shell,
  problem: Problem,
  config: RunConfig,
  repeats: number,
  flags: WatchOptions & { readonly out?: string; readonly memory: readonly MemoryFile[] },
): Promise<void> {
  const summaries: RunSummary[] = [];
  const place = { resultsRoot: shell.path(flags.out ?? "results") };
  let exitCode: typeof shell.exitCode = EXIT.done;
  for (let i = 0; i < repeats; i++) {
    const seed = i === 0 ? config.seed : `${config.seed}-${i + 1}`;
    const own = { ...config, seed };
    if (!flags.quiet) shell.say(`run ${i + 1} of ${repeats}, seed ${seed}`);
    const summary = await runWatched(shell, problem.definition, own, { ...flags, silent: true }, (sitting) =>
      startRun({ problem, config: own, memory: flags.memory, ...place, ...sitting }),
    );
    summaries.push(summary);
    // one run that missed the target is told, whatever the others found
    if (shell.exitCode !== EXIT.done) exitCode = shell.exitCode;
    if (summary.status === "interrupted") break;
  }
  shell.exitCode = exitCode;
  const scores = summaries.flatMap(({ best }) => (best === null ? [] : [best.score])).sort((a, b) => a - b);
  const spread = {
    median: median(scores),
    low: quantile(scores, 0.25),
    high: quantile(scores, 0.75),
  };
  if (flags.json)
    return shell.printJson({ problem: problem.definition.name, runs: summaries, scores, ...spread });
  shell.print(
    renderTable([
      ["run", "seed", "evaluations", "best"],
      ...summaries.map(({ run, seed, evaluations, best }) => [
        run,
        seed,
        String(evaluations),
        best === null ? "–" : showNumber(best.score),
      ]),
    ]),
  );
  shell.print(
    `median ${showNumber(spread.median)}, middle half ${showNumber(spread.low)} to ${showNumber(spread.high)}, over ${scores.length} runs`,
  );
}
