import { Command } from "commander";
import { showBytes } from "../../core/index.ts";
import { pruneRun } from "../../run/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** `galapagos prune [run]`. */
export function pruneCommand(shell: Shell): Command {
  return new Command("prune")
    .description("drop the texts of programs that a run needs no more; lineage, scores and digest stay")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nKept: elites, the ancestors of the best, programs from outside, and all that resume reads.\nA run with models is left as it is.",
    )
    .action((name: string | undefined, flags: { json?: boolean }) => {
      const folder = namedRun(shell, name);
      const pruning = pruneRun({ folder });
      if (flags.json) return shell.printJson(pruning);
      const { kept, dropped, bytesBefore, bytesAfter } = pruning;
      shell.print(
        `${dropped} program texts dropped, ${kept} kept: ${showBytes(bytesBefore)} → ${showBytes(bytesAfter)}`,
      );
    });
}
