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
import { renderRedQueen } from "../report/index.ts";
import type { WatchOptions } from "./watched.ts";
import { watchTurns } from "./watch-turns.ts";
import type { Shell } from "./shell.ts";

/** `run` of an adversarial problem: rounds against champions. */
export async function runRedQueen(
  shell: Shell,
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
    shell,
    flags,
    (options) => startRedQueen({ sides, config, ...place, ...options }),
    ({ run }) => findRun(place.resultsRoot, run),
  );
}

/** `resume` of an adversarial run. */
export async function continueRedQueen(
  shell: Shell,
  folder: string,
  flags: WatchOptions & Partial<Record<"evaluations" | "time" | "budget", unknown>>,
): Promise<void> {
  if ((flags.evaluations ?? flags.time ?? flags.budget) !== undefined) throw sharedBudget();
  await watch(
    shell,
    flags,
    (options) => resumeRedQueen(folder, options),
    () => folder,
  );
}

async function watch(
  shell: Shell,
  flags: WatchOptions,
  play: (options: RedQueenOptions) => Promise<RedQueenSummary>,
  folderOf: (summary: RedQueenSummary) => string,
): Promise<void> {
  const summary = await watchTurns(shell, flags, play);
  const folder = folderOf(summary);
  if (flags.json) {
    const { status } = summary;
    shell.printJson({ ...summary, ...reportRedQueen(folder), status });
  } else shell.print(renderRedQueen(summary));
  if (summary.status === "interrupted") {
    shell.exitCode = EXIT.interrupted;
    shell.say(`interrupted and saved; go on with: galapagos resume ${shell.word(folder)}`);
  } else shell.exitCode = missesTarget(folder) ? EXIT.targetNotReached : EXIT.done;
}
