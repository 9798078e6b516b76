import { relative } from "node:path";
import type { RunConfig } from "../config/index.ts";
import type { Place } from "./commands/place.ts";
import { EXIT, GalapagosError } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import {
  missesTarget,
  type RedQueenOptions,
  type RedQueenSummary,
  reportRedQueen,
  resumeRedQueen,
  sharedBudget,
  sidesOf,
  startRedQueen,
} from "../run/index.ts";
import { findRun } from "../store/index.ts";
import { print, printJson, renderTable, say, shellWord, showNumber } from "./output.ts";
import type { WatchOptions } from "./watched.ts";
import { watchTurns } from "./watch-turns.ts";

/** `run` of an adversarial problem: rounds against champions. */
export async function runRedQueen(
  problem: Problem,
  config: RunConfig,
  place: Place,
  flags: WatchOptions & { readonly repeat?: number; readonly preset?: string },
): Promise<void> {
  if (flags.repeat !== undefined) {
    throw new GalapagosError("--repeat does not go with rounds against champions", {
      code: "run/repeat",
      hint: "start one run for each seed, or for Core War: galapagos corewar study --runs 5",
    });
  }
  const sides = await sidesOf(problem, flags.preset);
  await watch(
    flags,
    (options) => startRedQueen({ sides, config, ...place, ...options }),
    ({ run }) => findRun(place.resultsRoot ?? "results", run),
  );
}

/** `resume` of an adversarial run. */
export async function continueRedQueen(
  folder: string,
  flags: WatchOptions & Partial<Record<"evaluations" | "time" | "budget", unknown>>,
): Promise<void> {
  if ((flags.evaluations ?? flags.time ?? flags.budget) !== undefined) throw sharedBudget();
  await watch(
    flags,
    (options) => resumeRedQueen(folder, options),
    () => folder,
  );
}

async function watch(
  flags: WatchOptions,
  play: (options: RedQueenOptions) => Promise<RedQueenSummary>,
  folderOf: (summary: RedQueenSummary) => string,
): Promise<void> {
  const summary = await watchTurns(flags, play);
  const folder = folderOf(summary);
  if (flags.json) {
    const { status } = summary;
    printJson({ ...summary, ...reportRedQueen(folder), status });
  } else print(renderRedQueen(summary));
  if (summary.status === "interrupted") {
    process.exitCode = EXIT.interrupted;
    say(
      `interrupted and saved; go on with: galapagos resume ${shellWord(relative(process.cwd(), folder) || folder)}`,
    );
  } else process.exitCode = missesTarget(folder) ? EXIT.targetNotReached : EXIT.done;
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
