import { Command } from "commander";
import { given } from "../../core/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { renderVerification } from "../../report/index.ts";
import { verifyConstruction } from "../../run/index.ts";
import { readConstruction } from "../read-construction.ts";
import type { Shell } from "../shell.ts";

/** `galapagos verify <problem> <construction>`. */
export function verifyCommand(shell: Shell): Command {
  return new Command("verify")
    .argument("<problem>", "name or folder of a problem")
    .argument(
      "<construction>",
      "JSON file with what a program of the problem would return, or - for standard input",
    )
    .option("--preset <name>", "preset of the problem, for other parameters")
    .option("--json", "print the verdict as JSON")
    .action(async (name: string, file: string, flags: { preset?: string; json?: boolean }) => {
      const problem = await loadProblem(name, {
        searchFrom: shell.io.cwd,
        ...given({ preset: flags.preset }),
      });
      const report = await verifyConstruction(problem, await readConstruction(shell, file));
      if (flags.json) shell.printJson(report);
      else shell.print(renderVerification(report));
    });
}
