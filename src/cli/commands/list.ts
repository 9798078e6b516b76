import { Command } from "commander";
import { listProblems } from "../../problem/index.ts";
import { renderProblems, renderRuns } from "../../report/index.ts";
import { describeRuns } from "../../run/index.ts";
import type { Shell } from "../shell.ts";

/** `galapagos list`. */
export function listCommand(shell: Shell): Command {
  return new Command("list")
    .option("--out <folder>", "folder that holds runs", "results")
    .option("--json", "print JSON")
    .action(async (flags: { out: string; json?: boolean }) => {
      const problems = await listProblems({ searchFrom: shell.io.cwd });
      const runs = describeRuns(shell.path(flags.out));
      if (flags.json) return shell.printJson({ problems, runs });
      shell.print(`${renderProblems(problems)}\n\n${renderRuns(runs)}`);
    });
}
