import { Command } from "commander";
import { given } from "../../core/index.ts";
import { renderVerdict } from "../../report/index.ts";
import { evaluateProgram } from "../../run/index.ts";
import { readProgram } from "../read-program.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import { addQueueOptions, type QueueFlags } from "../queue-flags.ts";
import type { Shell } from "../shell.ts";
import { rehearsed } from "../rehearsed.ts";

interface EvalFlags extends QueueFlags, PresetFlags {
  readonly seed: string;
  readonly holdout?: boolean;
  readonly unsafe?: boolean;
  readonly json?: boolean;
}

/** `galapagos eval <problem> <program>`. */
export function evalCommand(shell: Shell): Command {
  const command = new Command("eval")
    .argument("<problem>", "name or folder of a problem")
    .argument("<program>", "file with the program, or - for standard input")
    .option("--seed <text>", "seed of the program's own randomness", "1")
    .option("--holdout", "score it as a champion is: under a fresh seed, and on the hold-out inputs, too")
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the verdict as JSON");
  return addQueueOptions(addPresetOption(command)).action(
    async (name: string, program: string, flags: EvalFlags) => {
      const { seed, holdout } = flags;
      const problem = await namedProblem(shell, name, flags);
      const verdict = await evaluateProgram(problem, await readProgram(shell, program), {
        seed,
        ...rehearsed(shell, flags, { of: 1, label: problem.definition.name }),
        ...given({ holdout }),
      });
      if (flags.json) shell.printJson(verdict);
      else shell.print(renderVerdict(verdict, problem.definition.objective.name));
    },
  );
}
