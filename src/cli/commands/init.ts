import { join } from "node:path";
import { Command, Option } from "commander";
import {
  initProblem,
  TEMPLATE_LANGUAGES,
  type TemplateContract,
  type TemplateLanguage,
} from "../../problem/index.ts";
import { given } from "../../core/index.ts";
import type { Shell } from "../shell.ts";

interface Flags {
  readonly language?: TemplateLanguage;
  readonly contract: TemplateContract;
  readonly json?: boolean;
}

/** `galapagos init <name>`. */
export function initCommand(shell: Shell): Command {
  return new Command("init")
    .argument("<name>", "name of the problem: lower-case letters, digits, hyphens")
    .addOption(
      new Option("--language <language>", "language of the program")
        .choices([...TEMPLATE_LANGUAGES])
        .default(undefined, "typescript; javascript for operators and policies"),
    )
    .addOption(
      new Option(
        "--contract <contract>",
        "how programs are used: called, driven by basin hopping as operators, or stepped by a simulation as policies",
      )
        .choices(["program", "operators", "policy"])
        .default("program"),
    )
    .option("--json", "print JSON")
    .action(async (name: string, flags: Flags) => {
      const made = await initProblem(shell.io.cwd, {
        name,
        ...given({ language: flags.language, contract: flags.contract }),
      });
      if (flags.json) return shell.printJson(made);
      const folder = shell.shown(made.folder);
      shell.print(made.files.map((file) => `made ${join(folder, file)}`).join("\n"));
      if (made.launch !== null) shell.print(`made ${shell.shown(made.launch)} (F5 stops in the evaluator)`);
      shell.print(`next: ${made.next}`);
    });
}
