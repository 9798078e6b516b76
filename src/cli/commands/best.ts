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
      if (flags.patch) {
        sayFailure(shell, run);
        return shell.printProgram(patchOf(run).patch);
      }
      const best = run.best(flags.by);
      if (flags.by === undefined) sayFailure(shell, run);
      if (flags.json) shell.printJson(best);
      else shell.printProgram(best.source);
    });
}

/** Says what became of the champion, where it did not pass its verification. */
function sayFailure(shell: Shell, run: Run): void {
  const overview = run.overview();
  if (overview.kind !== "plain") return;
  const { runnerUp, best, verified } = overview.summary;
  if (best === null || verified?.id !== best.id || verified.status === "ok") return;
  if (runnerUp === undefined)
    shell.say(`warning: the champion ${best.id} did not pass its verification, and no other program did`);
  else
    shell.say(
      `this is ${runnerUp.id}, the best program that passed its verification; the champion ${best.id} did not: galapagos inspect ${shell.word(run.folder)} ${best.id}`,
    );
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
