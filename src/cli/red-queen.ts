import type { RunConfig } from "../config/index.ts";
import { EXIT } from "../core/index.ts";
import { loadProblem, type Problem } from "../problem/index.ts";
import { type RedQueenOptions, type RedQueenSummary, resumeRedQueen, startRedQueen } from "../run/index.ts";
import { print, printJson, renderTable, say, showNumber } from "./output.ts";
import type { WatchOptions } from "./watched.ts";
import { watchTurns } from "./watch-turns.ts";

/** `run` of an adversarial problem: rounds against champions. */
export async function runRedQueen(
  problem: Problem,
  config: RunConfig,
  place: { readonly resultsRoot?: string; readonly name?: string },
  flags: WatchOptions,
): Promise<void> {
  const { against } = problem.definition.adversarial ?? { against: null };
  const sides = against === null ? [problem] : [problem, await loadProblem(against)];
  await watch(flags, (options) => startRedQueen({ sides, config, ...place, ...options }));
}

/** `resume` of an adversarial run. */
export async function continueRedQueen(folder: string, flags: WatchOptions): Promise<void> {
  await watch(flags, (options) => resumeRedQueen(folder, options));
}

async function watch(
  flags: WatchOptions,
  play: (options: RedQueenOptions) => Promise<RedQueenSummary>,
): Promise<void> {
  const summary = await watchTurns(flags, play);
  if (flags.json) printJson(summary);
  else print(renderRedQueen(summary));
  process.exitCode = summary.status === "interrupted" ? EXIT.interrupted : EXIT.done;
  if (summary.status === "interrupted") say("interrupted and saved; go on with: galapagos resume");
}

/** An adversarial run for people: a line per champion. */
export function renderRedQueen(summary: RedQueenSummary): string {
  return [
    `${summary.problem} · seed ${summary.seed} · ${summary.rounds.length} turns · ${summary.evaluations} evaluations · ${summary.status}`,
    "",
    renderTable([
      ["round", "side", "score", "evaluations"],
      ...summary.rounds.map(({ round, side, score, evaluations }) => [
        String(round + 1),
        String(side),
        showNumber(score),
        String(evaluations),
      ]),
    ]),
    "",
    `digest ${summary.digest}`,
  ].join("\n");
}
