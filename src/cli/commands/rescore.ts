import { Command } from "commander";
import { given, shellWord } from "../../core/index.ts";
import { renderRescore } from "../../report/index.ts";
import { rescoreRun } from "../../run/index.ts";
import { namedRun } from "../named-run.ts";
import { problemOption, type RecordedProblemFlags, reloadHere } from "../recorded-problem.ts";
import type { Shell } from "../shell.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { sayEvents } from "../watched.ts";

/** `galapagos rescore <run>`. */
export function rescoreCommand(shell: Shell): Command {
  return new Command("rescore")
    .argument("<run>", "name or folder of a run")
    .addOption(problemOption())
    .option(...TRUST_OPTION)
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print JSON")
    .action(
      async (
        name: string,
        flags: RecordedProblemFlags & TrustFlags & { unsafe?: boolean; json?: boolean },
      ) => {
        const folder = namedRun(shell, name);
        requireTrusted(shell, folder, flags, { doing: "rescore" });
        const report = await rescoreRun({
          folder,
          reload: reloadHere(shell, flags),
          ...given({ unsafe: flags.unsafe, workers: shell.io.workers }),
          onEvents: (events) => sayEvents(shell, events),
        });
        if (flags.json) return shell.printJson(report);
        shell.print(renderRescore(report));
        shell.print(`go on from them: galapagos fork ${shellWord(name)} --time <duration>`);
      },
    );
}
