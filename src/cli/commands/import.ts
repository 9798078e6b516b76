import { Command, Option } from "commander";
import { given } from "../../core/index.ts";
import { type ImportOptions, importTask, TOOLS } from "../../problem/index.ts";
import { renderImport } from "../../report/index.ts";
import type { Shell } from "../shell.ts";

interface Flags extends Omit<ImportOptions, "files"> {
  readonly file?: readonly string[];
  readonly json?: boolean;
}

/** `galapagos import <folder>`. */
export function importCommand(shell: Shell): Command {
  return new Command("import")
    .argument("<folder>", "folder of another tool's task, or its evaluator")
    .addOption(
      new Option("--from <tool>", "the tool whose task it is").choices([...TOOLS, "auto"]).default("auto"),
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
      const { file: files, json, python, ...rest } = flags;
      const made = await importTask(shell.path(folder), shell.io.cwd, {
        ...rest,
        ...given({ files, python: python?.includes("/") ? shell.path(python) : python }),
      });
      if (json) return shell.printJson(made);
      shell.print(renderImport(made, shell.shown(made.folder)));
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
