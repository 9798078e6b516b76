import { EXIT } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { type RunOverview, type SteeredSitting, steerRun } from "../run/index.ts";
import type { Shell } from "./shell.ts";
import { type WatchOptions, watch } from "./watched.ts";

/** Runs a sitting with live progress, as {@link watch} does, and listens to the dashboard meanwhile. */
export function steered(
  shell: Shell,
  flags: WatchOptions,
  reload: (recorded: Problem) => Promise<Problem>,
  begin: (sitting: SteeredSitting) => Promise<RunOverview>,
): Promise<RunOverview> {
  return watch(shell, flags, (sitting) =>
    steerRun(begin, {
      sitting,
      reload,
      leave: () => shell.io.exit(EXIT.interrupted),
      onNews: (text) => sitting.onEvents([{ type: "warning", message: text }]),
    }),
  );
}
