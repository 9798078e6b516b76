import { join } from "node:path";
import { Command, Option } from "commander";
import { initProblem, TEMPLATE_LANGUAGES, type TemplateLanguage } from "../../problem/index.ts";
import type { Shell } from "../shell.ts";

/** `galapagos init <name>`. */
export function initCommand(shell: Shell): Command {
  return new Command("init")
    .argument("<name>", "name of the problem: lower-case letters, digits, hyphens")
    .addOption(
      new Option("--language <language>", "language of the program")
        .choices([...TEMPLATE_LANGUAGES])
        .default("typescript"),
    )
    .option("--json", "print JSON")
    .action(async (name: string, flags: { language: TemplateLanguage; json?: boolean }) => {
      const made = await initProblem(shell.io.cwd, { name, language: flags.language });
      if (flags.json) return shell.printJson(made);
      const folder = shell.shown(made.folder);
      shell.print(made.files.map((file) => `made ${join(folder, file)}`).join("\n"));
      if (made.launch !== null) shell.print(`made ${shell.shown(made.launch)} (F5 stops in the evaluator)`);
      shell.print(`next: ${made.next}`);
    });
}
