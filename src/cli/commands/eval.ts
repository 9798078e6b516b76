import { Command } from "commander";
import { given } from "../../core/index.ts";
import { renderVerdict } from "../../report/index.ts";
import { evaluateProgram } from "../../run/index.ts";
import { readConstruction } from "../read-construction.ts";
import { readProgram } from "../read-program.ts";
import { addMachineOptions, type MachineFlags } from "../machine-flags.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import { addAnswerOption, type AnswerFlags } from "./model-flags.ts";
import type { Shell } from "../shell.ts";
import { rehearsed } from "../rehearsed.ts";

interface EvalFlags extends MachineFlags, PresetFlags, AnswerFlags {
  readonly seed: string;
  readonly holdout?: boolean;
  readonly start?: string;
  readonly json?: boolean;
}

/** `galapagos eval <problem> <program>`. */
export function evalCommand(shell: Shell): Command {
  const command = new Command("eval")
    .argument("<problem>", "name or folder of a problem")
    .argument("<program>", "file with the program, or - for standard input")
    .option("--seed <text>", "seed of the program's own randomness", "1")
    .option("--holdout", "score it as a champion is: under a fresh seed, and on the hold-out inputs, too")
    .option(
      "--start <construction>",
      "JSON file with the answer that it goes on from, or - for standard input",
    )
    .option("--json", "print the verdict as JSON");
  return addMachineOptions(addAnswerOption(addPresetOption(command))).action(
    async (name: string, program: string, flags: EvalFlags) => {
      const { seed, holdout } = flags;
      const problem = await namedProblem(shell, name, flags);
      const start = flags.start === undefined ? undefined : await readConstruction(shell, flags.start);
      const verdict = await evaluateProgram(problem, await readProgram(shell, program), {
        seed,
        ...rehearsed(shell, flags, 1),
        ...given({ holdout, start }),
      });
      if (flags.json) shell.printJson(verdict);
      else shell.print(renderVerdict(verdict, problem.definition.objective.name));
    },
  );
}
