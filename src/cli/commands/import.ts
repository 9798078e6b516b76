import { Command, Option } from "commander";
import { given } from "../../core/index.ts";
import {
  importCompetition,
  type ImportOptions,
  importTask,
  isCompetition,
  TOOLS,
} from "../../problem/index.ts";
import { renderCompetition, renderImport } from "../../report/index.ts";
import type { Shell } from "../shell.ts";

interface Flags extends Omit<ImportOptions, "files" | "from"> {
  readonly from: ImportOptions["from"] | "mlebench";
  readonly file?: readonly string[];
  readonly json?: boolean;
}

/** `galapagos import <folder>`. */
export function importCommand(shell: Shell): Command {
  return new Command("import")
    .argument("<folder>", "folder of another tool's task, or its evaluator")
    .addOption(
      new Option("--from <tool>", "the tool whose task it is")
        .choices([...TOOLS, "mlebench", "auto"])
        .default("auto"),
    )
    .option("--to <name>", "name of the problem; the folder's by default")
    .option("--seed <file>", "program to start from, a file of the folder")
    .option("--evaluator <file>", "evaluator, a file of the folder")
    .option("--config <file>", "configuration, a file of the folder")
    .option("--metric <name>", "the metric that is the score, in place of the tool's own rule")
    .option("--python <path>", "the Python that runs the task, of a virtual environment for example")
    .option("--file <file>", "a further file or folder that the evaluator finds; repeatable", collect)
    .option("--json", "print JSON")
    .action(async (folder: string, flags: Flags) => {
      const { file: files, json, python, from, ...rest } = flags;
      if (from === "mlebench" || (from === "auto" && isCompetition(shell.path(folder))))
        return enterCompetition(shell, folder, flags);
      const made = await importTask(shell.path(folder), shell.io.cwd, {
        ...rest,
        from,
        ...given({ files, python: python?.includes("/") ? shell.path(python) : python }),
      });
      if (json) return shell.printJson(made);
      shell.print(renderImport(made, shell.shown(made.folder)));
    });
}

/** A competition of MLE-bench becomes a problem. */
async function enterCompetition(
  shell: Shell,
  folder: string,
  { to, metric, python, json }: Flags,
): Promise<void> {
  const path = python?.includes("/") ? shell.path(python) : python;
  const made = await importCompetition(shell.path(folder), shell.io.cwd, given({ to, metric, python: path }));
  if (json) return shell.printJson(made);
  shell.print(renderCompetition(made, shell.shown(made.folder)));
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
