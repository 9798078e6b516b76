import { Command } from "commander";
import { openRun } from "../../run/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** `galapagos best [run]`. */
export function bestCommand(shell: Shell): Command {
  return new Command("best")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print it with its id and score as JSON")
    .action((name: string | undefined, flags: { json?: boolean }) => {
      const best = openRun(namedRun(shell, name)).best();
      if (flags.json) shell.printJson(best);
      else shell.printProgram(best.source);
    });
}
