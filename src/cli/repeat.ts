import { EXIT } from "../core/index.ts";
import { renderRepeat } from "../report/index.ts";
import { type BeginRunOptions, repeatRun } from "../run/index.ts";
import { exitCodeOf } from "./ending.ts";
import type { Shell } from "./shell.ts";
import { watch, type WatchOptions } from "./watched.ts";

/** `run --repeat n`: the same run with n seeds, and what they say together. */
export async function repeatWatched(
  shell: Shell,
  repeats: number,
  run: Pick<BeginRunOptions, "problem" | "config" | "memory" | "resultsRoot">,
  flags: WatchOptions,
): Promise<void> {
  const onRun = (number: number, seed: string): void => {
    if (!flags.quiet) shell.say(`run ${number} of ${repeats}, seed ${seed}`);
  };
  const { report, overviews } = await watch(shell, flags, (sitting) =>
    repeatRun({ ...run, ...sitting, repeats, onRun }),
  );
  // one run that missed the target is told, whatever the others found
  shell.exitCode = overviews.map(exitCodeOf).findLast((code) => code !== EXIT.done) ?? EXIT.done;
  if (flags.json) shell.printJson(report);
  else shell.print(renderRepeat(report));
}
