import { Command } from "commander";
import { GalapagosError } from "../../core/index.ts";
import { isRedQueenRun, redQueenChampions, summariseRun } from "../../run/index.ts";
import { openRecord } from "../../store/index.ts";
import type { Shell } from "../shell.ts";
import { namedRun } from "../named-run.ts";
import { shellWord } from "../../core/index.ts";

/** `galapagos best [run]`. */
export function bestCommand(shell: Shell): Command {
  return new Command("best")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print it with its id and score as JSON")
    .action((name: string | undefined, flags: { json?: boolean }) => {
      const folder = namedRun(shell, name);
      if (isRedQueenRun(folder)) return printChampion(shell, folder, flags);
      const { best } = summariseRun({ folder });
      if (best === null) {
        throw new GalapagosError(`${folder} has no scored program yet`, {
          code: "run/empty",
          hint: `see what went wrong: galapagos inspect ${shellWord(folder)}`,
        });
      }
      using run = openRecord({ folder });
      const source = run.candidates.sources([best.id]).get(best.id) ?? "";
      if (flags.json) shell.printJson({ ...best, source });
      else shell.printProgram(source);
    });
}

/** The last champion of an adversarial run, of the problem that it was started for. */
function printChampion(shell: Shell, folder: string, flags: { json?: boolean }): void {
  const champion = redQueenChampions(folder).findLast(({ side }) => side === 0);
  if (champion === undefined) {
    throw new GalapagosError(`${folder} has no champion yet`, {
      code: "run/empty",
      hint: `go on with it: galapagos resume ${shellWord(folder)}`,
    });
  }
  if (flags.json) shell.printJson(champion);
  else shell.printProgram(champion.source);
}
