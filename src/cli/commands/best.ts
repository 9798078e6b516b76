import { Command } from "commander";
import { type CandidateId, GalapagosError } from "../../core/index.ts";
import { renderFront } from "../../report/index.ts";
import { openRun, patchOf, type Run, verdictOn } from "../../run/index.ts";
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
      const best = run.best(flags.by);
      sayFailure(shell, run, best.id);
      if (flags.patch) shell.printProgram(patchOf(run).patch);
      else if (flags.json) shell.printJson(best);
      else shell.printProgram(best.source);
    });
}

/** Says that the program which is shown did not pass its verification, or stands in for a champion that did not. */
function sayFailure(shell: Shell, run: Run, shown: CandidateId | undefined): void {
  const overview = run.overview();
  if (overview.kind !== "plain" || shown === undefined) return;
  const { runnerUp, best, verified } = overview.summary;
  const verdict = verdictOn(verified, shown);
  if (verdict !== null && verdict.status !== "ok") {
    const who = shown === best?.id ? `the champion ${shown}` : shown;
    const others = runnerUp === undefined ? ", and no other program did" : "";
    shell.say(`warning: ${who} did not pass its verification${others}`);
  } else if (best !== null && shown === runnerUp?.id)
    shell.say(
      `this is ${shown}, the best program that passed its verification; the champion ${best.id} did not: galapagos inspect ${shell.word(run.folder)} ${best.id}`,
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
