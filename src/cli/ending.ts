import { EXIT } from "../core/index.ts";
import { renderOverview } from "../report/index.ts";
import type { RunOverview } from "../run/index.ts";
import type { Shell } from "./shell.ts";

/** Prints how a run stands and sets the exit code by it. */
export function tellEnding(shell: Shell, overview: RunOverview, flags: { readonly json?: boolean }): void {
  shell.exitCode = exitCodeOf(overview);
  if (flags.json) shell.printJson(jsonOf(overview));
  else shell.print(renderOverview(overview, shell.shown(overview.folder), shell.paint));
  if (overview.summary.status !== "interrupted") return;
  if (flags.json || overview.kind === "rounds")
    shell.say(`interrupted and saved; go on with: galapagos resume ${shell.word(overview.folder)}`);
}

/** A run's overview as `run --json`, `resume --json` and `inspect --json` print it. */
export function jsonOf(overview: RunOverview): object {
  if (overview.kind === "plain") return overview.summary;
  const { summary, report } = overview;
  return { ...summary, ...report };
}

/** How a run ended, as an exit code. */
export function exitCodeOf({
  summary,
  reachesTarget,
}: Pick<RunOverview, "summary" | "reachesTarget">): number {
  if (summary.status === "interrupted") return EXIT.interrupted;
  return reachesTarget === false ? EXIT.targetNotReached : EXIT.done;
}
