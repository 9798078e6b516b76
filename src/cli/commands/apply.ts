import { Command } from "commander";
import { applyWinner, openRun } from "../../run/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** `galapagos apply [run]`. */
export function applyCommand(shell: Shell): Command {
  return new Command("apply")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print JSON")
    .action(async (name: string | undefined, flags: { readonly json?: boolean }) => {
      const applied = await applyWinner(openRun(namedRun(shell, name)));
      if (flags.json) return shell.printJson(applied);
      const { branch, commit, file } = applied;
      shell.print(
        `${file} on the branch ${branch} (${commit.slice(0, 8)}); what is checked out did not change`,
      );
      shell.print(`next: git diff HEAD ${branch}; git merge ${branch}`);
    });
}
