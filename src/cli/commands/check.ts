import { join } from "node:path";
import { Command } from "commander";
import { EXIT, shellWord } from "../../core/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { renderCheck } from "../../report/index.ts";
import { checkProblem } from "../../run/index.ts";
import { addQueueOptions, type QueueFlags } from "../queue-flags.ts";
import { parseCount } from "../arguments.ts";
import type { Shell } from "../shell.ts";
import { rehearsed } from "../rehearsed.ts";

interface CheckFlags extends QueueFlags {
  readonly repeats: number;
  readonly unsafe?: boolean;
  readonly json?: boolean;
}

/** `galapagos check <problem>`. */
export function checkCommand(shell: Shell): Command {
  const command = new Command("check")
    .argument("<problem>", "name or folder of a problem")
    .option("--repeats <n>", "how often the seed is scored", parseCount, 5)
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the report as JSON");
  return addQueueOptions(command).action(async (name: string, flags: CheckFlags) => {
    const { repeats } = flags;
    const problem = await loadProblem(name, { searchFrom: shell.io.cwd });
    const report = await checkProblem(problem, {
      repeats,
      ...rehearsed(shell, flags, { of: 2 * repeats, label: problem.definition.name }),
    });
    const seed = shell.word(join(problem.folder, problem.definition.seed));
    if (flags.json) shell.printJson(report);
    else shell.print(renderCheck(report, problem.definition, shellWord(name), seed));
    shell.exitCode = report.ok ? EXIT.done : EXIT.seedFailed;
  });
}
