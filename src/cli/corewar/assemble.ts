/** `galapagos corewar assemble` and `disassemble`. */
import { Command } from "commander";
import { adviseOn, showDiagnostic, printLoadFile, printSource, type Warrior } from "../../corewar/index.ts";
import { readEntrants, withHillOf } from "./entrants.ts";
import { readingOf, withReading } from "./reading.ts";
import { type RulesFlags, settingsOf, withRules } from "./rules.ts";
import { assembleSource, assemblyError, type ReadingFlags, readSource } from "./warrior-file.ts";
import { renderWarrior } from "../../report/corewar/index.ts";
import type { Shell } from "../shell.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly json?: boolean;
  readonly load?: boolean;
  readonly advice?: boolean;
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
    .option(
      "--advice",
      "say what strikes: what it does to itself, what nothing leads to, how far its steps go",
    )
    .option("--json", "print JSON: length, start, code");
  return withReading(withRules(command)).action(async (file: string, flags: Flags) => {
    const source = await readSource(shell, file);
    const named = withHillOf(shell, [source], flags);
    const settings = settingsOf(named, 1);
    const assembly = assembleSource(source, settings, readingOf(named));
    if (assembly.status === "error") {
      if (flags.json)
        shell.printJson({ file, status: "error", errors: assembly.errors, warnings: assembly.warnings });
      throw assemblyError(file, source, assembly);
    }
    const { warrior, warnings } = assembly;
    const advice = flags.advice && warrior.instructions.length > 0 ? adviseOn(warrior, settings) : [];
    if (flags.json) {
      const told = { file, status: "ok", ...factsOf(warrior), warnings };
      return shell.printJson(flags.advice ? { ...told, advice } : told);
    }
    for (const warning of warnings) shell.say(`warning: ${showDiagnostic(warning, source)}`);
    for (const sentence of advice) shell.say(`advice: ${sentence}`);
    if (flags.load) return shell.print(printLoadFile(warrior, settings.coreSize));
    shell.print(renderWarrior(warrior, settings.coreSize));
  });
}

/** A warrior's facts in the JSON of `assemble`. */
function factsOf(warrior: Warrior): object {
  const { name, author, strategy, start, pin, instructions } = warrior;
  return { name, author, strategy, length: instructions.length, start, pin, code: codeOf(warrior) };
}

/** `galapagos corewar disassemble`. */
export function disassembleCommand(shell: Shell): Command {
  const command = new Command("disassemble").argument(
    "<file>",
    "load file or Redcode source, or - for standard input",
  );
  return withReading(withRules(command)).action(async (file: string, flags: Flags) => {
    const { warriors, settings } = await readEntrants(shell, [file], flags, true);
    for (const warrior of warriors) shell.print(printSource(warrior, settings.coreSize));
  });
}
