import { join } from "node:path";
import { Command, Option } from "commander";
import {
  initFromRepository,
  initProblem,
  TEMPLATE_LANGUAGES,
  type TemplateContract,
  type TemplateLanguage,
} from "../../problem/index.ts";
import { GalapagosError, given } from "../../core/index.ts";
import type { Shell } from "../shell.ts";

interface Flags {
  readonly language?: TemplateLanguage;
  readonly contract: TemplateContract;
  readonly from?: string;
  readonly test?: string;
  readonly bench?: string;
  readonly json?: boolean;
}

/** `galapagos init <name>`. */
export function initCommand(shell: Shell): Command {
  return new Command("init")
    .argument("<name>", "name of the problem: lower-case letters, digits, hyphens")
    .addOption(
      new Option("--language <language>", "language of the program")
        .choices([...TEMPLATE_LANGUAGES])
        .default(undefined, "typescript; javascript for operators and policies, none for prompts"),
    )
    .addOption(
      new Option(
        "--contract <contract>",
        "how programs are used: called, driven by basin hopping as operators, stepped by a simulation as policies, or answered by a model as prompts",
      )
        .choices(["program", "operators", "policy", "prompt"])
        .default("program"),
    )
    .option(
      "--from <file:function>",
      "begin with a function of this git repository (Python, JavaScript, TypeScript)",
    )
    .option("--test <command>", "with --from: runs the repository's tests, at its top")
    .option("--bench <script>", "with --from: a script that calls the function as it is used")
    .option("--json", "print JSON")
    .action(async (name: string, flags: Flags) => {
      if (flags.from !== undefined) return initFrom(shell, name, { ...flags, from: flags.from });
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

/** A problem that begins with a function of the repository that the working folder lies in. */
async function initFrom(shell: Shell, name: string, flags: Flags & { readonly from: string }): Promise<void> {
  const { from, test, bench, json } = flags;
  if (test === undefined) {
    throw new GalapagosError("expected --test beside --from, got none", {
      code: "init/tests",
      hint: `for example --test "python3 -m unittest -q"`,
    });
  }
  const onPhase = (words: string): void => shell.say(`… ${words}`);
  const made = await initFromRepository(shell.io.cwd, { name, from, test, onPhase, ...given({ bench }) });
  if (json) return shell.printJson(made);
  shell.print(made.files.map((file) => `made ${join(shell.shown(made.folder), file)}`).join("\n"));
  const { recorded, calls, heldOut, originalMs } = made;
  shell.print(
    `${recorded} calls recorded, ${calls} to be judged by (${originalMs.toFixed(0)} ms of the original), ${heldOut} held out`,
  );
  shell.print(`next: ${made.next}`);
}
