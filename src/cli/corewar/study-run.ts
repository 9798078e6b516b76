import type { RunConfig } from "../../config/index.ts";
import type { Problem } from "../../problem/index.ts";
import { beginRun, redQueenChampions, runAt } from "../../run/index.ts";
import { join } from "node:path";
import type { Shell } from "../shell.ts";
import { watch, type WatchOptions } from "../watched.ts";

/** One run of a study. */
export interface StudyRun {
  readonly problem: Problem;
  readonly config: RunConfig;
  /** Folder of the study, and the run's name in it. */
  readonly folder: string;
  readonly name: string;
}

/**
 * Begins a run, goes on with it, or takes it as it is; returns the sources of its champions, round after round, or `null` when it was
 * interrupted.
 */
export async function championsOf(
  shell: Shell,
  flags: WatchOptions,
  { problem, config, folder, name }: StudyRun,
): Promise<readonly string[] | null> {
  const place = join(folder, name);
  const { summary } = await watch(shell, flags, (sitting) => {
    const begun = runAt(place);
    if (begun !== null) return begun.resume(sitting);
    return beginRun({ problem, config, resultsRoot: folder, name, ...sitting });
  });
  return summary.status === "interrupted" ? null : redQueenChampions(place).map(({ source }) => source);
}
