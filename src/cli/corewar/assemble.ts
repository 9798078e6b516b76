/** `galapagos corewar assemble` and `disassemble`. */
import { Command, Option } from "commander";
import { showDiagnostic, printLoadFile, printSource, type Warrior } from "../../corewar/index.ts";
import { presetOf, type RulesFlags, settingsOf, withRules } from "./rules.ts";
import {
  assembleSource,
  assemblyError,
  type ReadingFlags,
  readSource,
  readWarriorOrInput,
} from "./warrior-file.ts";
import { renderWarrior } from "../../report/corewar/index.ts";
import type { Shell } from "../shell.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly json?: boolean;
  readonly load?: boolean;
}

/** Adds the flags that say how sources are read. */
export function withReading(command: Command): Command {
  return command
    .option("--lenient", "bear with what models write: prose, missing operands, unknown modifiers")
    .addOption(
      new Option("--standard <year>", "refuse what this standard does not know").choices(["94", "88"]),
    )
    .addOption(
      new Option("--pmars <version>", "read sources as this pMARS (0.9.2)").choices(["0.9.2", "0.9.5"]),
    );
}

/** A preset may ask for Redcode '88, or be played without p-space. */
export function readingOf(flags: RulesFlags & ReadingFlags): ReadingFlags {
  const preset = presetOf(flags);
  if (preset === null) return flags;
  return { ...flags, standard: flags.standard ?? preset.standard, pSpace: preset.pSpace };
}

function codeOf({ instructions }: Warrior): string[] {
  return instructions.map(
    ({ opcode, modifier, aMode, a, bMode, b }) => `${opcode}.${modifier} ${aMode}${a},${bMode}${b}`,
  );
}

/** `galapagos corewar assemble`. */
export function assembleCommand(shell: Shell): Command {
  const command = new Command("assemble")
    .argument("<file>", "Redcode source, or - for standard input")
    .option("--load", "print a load file, which assembles to the same warrior")
    .option("--json", "print JSON: length, start, code");
  return withReading(withRules(command)).action(async (file: string, flags: Flags) => {
    const settings = settingsOf(flags, 1);
    const source = await readSource(shell, file);
    const assembly = assembleSource(source, settings, readingOf(flags));
    if (assembly.status === "error") {
      if (flags.json)
        shell.printJson({ file, status: "error", errors: assembly.errors, warnings: assembly.warnings });
      throw assemblyError(file, source, assembly);
    }
    const { warrior, warnings } = assembly;
    if (flags.json) {
      const { name, author, strategy, start, pin, instructions } = warrior;
      const code = codeOf(warrior);
      return shell.printJson({
        file,
        status: "ok",
        name,
        author,
        strategy,
        length: instructions.length,
        start,
        pin,
        code,
        warnings,
      });
    }
    for (const warning of warnings) shell.say(`warning: ${showDiagnostic(warning, source)}`);
    if (flags.load) return shell.print(printLoadFile(warrior, settings.coreSize));
    shell.print(renderWarrior(warrior, settings.coreSize));
  });
}

/** `galapagos corewar disassemble`. */
export function disassembleCommand(shell: Shell): Command {
  const command = new Command("disassemble").argument(
    "<file>",
    "load file or Redcode source, or - for standard input",
  );
  return withReading(withRules(command)).action(async (file: string, flags: Flags) => {
    const settings = settingsOf(flags, 1);
    const warrior = await readWarriorOrInput(shell, file, settings, readingOf(flags));
    shell.print(printSource(warrior, settings.coreSize));
  });
}
