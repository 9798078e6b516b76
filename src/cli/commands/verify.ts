import { Command } from "commander";
import { renderVerification } from "../../report/index.ts";
import { verifyConstruction } from "../../run/index.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import { readConstruction } from "../read-construction.ts";
import type { Shell } from "../shell.ts";

interface VerifyFlags extends PresetFlags {
  readonly json?: boolean;
}

/** `galapagos verify <problem> <construction>`. */
export function verifyCommand(shell: Shell): Command {
  const command = new Command("verify")
    .argument("<problem>", "name or folder of a problem")
    .argument(
      "<construction>",
      "JSON file with what a program of the problem would return, or - for standard input",
    )
    .option("--json", "print the verdict as JSON");
  return addPresetOption(command).action(async (name: string, file: string, flags: VerifyFlags) => {
    const problem = await namedProblem(shell, name, flags);
    const report = await verifyConstruction(problem, await readConstruction(shell, file));
    if (flags.json) shell.printJson(report);
    else shell.print(renderVerification(report));
  });
}
