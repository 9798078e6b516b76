import { Command } from "commander";
import { given } from "../../core/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { renderVerdict } from "../../report/index.ts";
import { evaluateProgram } from "../../run/index.ts";
import { readProgram } from "../read-program.ts";
import type { Shell } from "../shell.ts";
import { sayEvents } from "../watched.ts";

/** `galapagos eval <problem> <program>`. */
export function evalCommand(shell: Shell): Command {
  return new Command("eval")
    .argument("<problem>", "name or folder of a problem")
    .argument("<program>", "file with the program, or - for standard input")
    .option("--seed <text>", "seed of the program's own randomness", "1")
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the verdict as JSON")
    .action(
      async (name: string, program: string, flags: { seed: string; unsafe?: boolean; json?: boolean }) => {
        const { seed, unsafe } = flags;
        const problem = await loadProblem(name, { searchFrom: shell.io.cwd });
        const verdict = await evaluateProgram(problem, await readProgram(shell, program), {
          seed,
          ...given({ unsafe }),
          onEvents: (events) => sayEvents(shell, events),
        });
        if (flags.json) shell.printJson(verdict);
        else shell.print(renderVerdict(verdict, problem.definition.objective.name));
      },
    );
}
