import { basename } from "node:path";
import { Command } from "commander";
import { GalapagosError, given, shellWord, showNumber } from "../../core/index.ts";
import { injectProgram } from "../../run/index.ts";
import { readProgram } from "../read-program.ts";
import { problemOption, type RecordedProblemFlags, reloadHere } from "../recorded-problem.ts";
import type { Shell } from "../shell.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { namedRun } from "../named-run.ts";

/** `galapagos inject <run> <program>`. */
export function injectCommand(shell: Shell): Command {
  return new Command("inject")
    .argument("<run>", "name or folder of a run")
    .argument("<program>", "file with the program, or - for standard input")
    .option("--note <text>", "where it comes from (default: the file's name)")
    .addOption(problemOption())
    .option(...TRUST_OPTION)
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print JSON")
    .action(
      async (
        name: string,
        program: string,
        flags: RecordedProblemFlags & TrustFlags & { note?: string; unsafe?: boolean; json?: boolean },
      ) => {
        const folder = namedRun(shell, name);
        requireTrusted(
          shell,
          folder,
          flags,
          { doing: "inject" },
          `inject ${shellWord(folder)} ${shellWord(program)}`,
        );
        const injection = await injectProgram({
          folder,
          source: await readProgram(shell, program),
          note: flags.note ?? (program === "-" ? "standard input" : basename(program)),
          reload: reloadHere(shell, flags),
          unsafe: flags.unsafe ?? false,
          ...given({ workers: shell.io.workers }),
        });
        const { evaluation } = injection;
        if (injection.status === "refused") {
          throw new GalapagosError(
            `the program got no score: ${evaluation.status} (${evaluation.kind}): ${evaluation.message}`,
            {
              code: "run/inject-refused",
              hint: "try it alone: galapagos eval <problem> <program>",
            },
          );
        }
        if (flags.json) return shell.printJson({ id: injection.id, epoch: injection.epoch, evaluation });
        const score = evaluation.status === "ok" ? showNumber(evaluation.score) : "";
        shell.print(`${injection.id} scores ${score}; every island takes it at border ${injection.epoch}`);
        shell.print(`next: galapagos resume ${shellWord(name)} --evaluations <more>`);
      },
    );
}
