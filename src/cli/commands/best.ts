import { Command } from "commander";
import { GalapagosError } from "../../core/index.ts";
import { renderFront } from "../../report/index.ts";
import { openRun, patchOf, type Run } from "../../run/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** Flags of `best`. */
interface BestFlags {
  readonly by?: string;
  readonly front?: boolean;
  readonly patch?: boolean;
  readonly json?: boolean;
}

/** `galapagos best [run]`. */
export function bestCommand(shell: Shell): Command {
  return new Command("best")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--by <objective>", "with several objectives: the best of the front by this one")
    .option("--front", "with several objectives: the programs that none dominates, with their values")
    .option("--patch", "as a patch of the repository that the function comes from")
    .option("--json", "print it with its id and score as JSON")
    .action((name: string | undefined, flags: BestFlags) => {
      const run = openRun(namedRun(shell, name));
      if (flags.front) return printFront(shell, run, flags.json === true);
      if (flags.patch) return shell.printProgram(patchOf(run).patch);
      const best = run.best(flags.by);
      if (flags.json) shell.printJson(best);
      else shell.printProgram(best.source);
    });
}

function printFront(shell: Shell, run: Run, asJson: boolean): void {
  const overview = run.overview();
  const front = overview.kind === "plain" ? overview.summary.front : undefined;
  if (front === undefined)
    throw new GalapagosError("expected a run with several objectives; this one has one, and no front", {
      code: "run/objective",
      hint: "the best program: galapagos best; several objectives: docs/objectives.md",
    });
  if (asJson) shell.printJson(front);
  else shell.print(renderFront(front, Number.POSITIVE_INFINITY));
}
