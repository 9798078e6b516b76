/** `galapagos corewar debug`: one round, held still, in the hands of a person or a script. */
import { createInterface } from "node:readline";
import { Command } from "commander";
import { EXIT } from "../../core/index.ts";
import { createPlacement, DebugSession } from "../../corewar/index.ts";
import type { Shell } from "../shell.ts";
import { withReading } from "./reading.ts";
import { Mistake } from "./debug/arguments.ts";
import { Breakpoints } from "./debug/breakpoints.ts";
import { commandFor, type Debugging, helpLines } from "./debug/commands.ts";
import { showNext } from "../../report/corewar/index.ts";
import { readEntrants } from "./entrants.ts";
import { parseWhole, parseWholes, type RulesFlags, withRules } from "./rules.ts";
import type { ReadingFlags } from "./warrior-file.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly seed?: number;
  readonly positions?: readonly number[];
  readonly first: number;
}

/** `galapagos corewar debug`. */
export function debugCommand(shell: Shell): Command {
  const command = new Command("debug")
    .description("go through a round instruction by instruction; commands come from the terminal or a pipe")
    .argument("<files...>", "Redcode sources")
    .option("--seed <n>", "where pMARS's placement generator starts (1)", parseWhole)
    .option("--positions <list>", "addresses of the warriors after the first, which is at 0", parseWholes)
    .option("--first <n>", "warrior that moves first, from 1 on", parseWhole, 1)
    .addHelpText(
      "after",
      `\nCommands:\n${helpLines()
        .map((line) => `  ${line}\n`)
        .join("")}`,
    );
  return withReading(withRules(command)).action(async (files: string[], flags: Flags) => {
    const { warriors, settings } = await readEntrants(shell, files, flags);
    const positions = createPlacement({ settings, seed: flags.seed, positions: flags.positions }).next();
    const first = Math.min(Math.max(flags.first, 1), warriors.length) - 1;
    const session = new DebugSession(settings, warriors, { positions, first });
    shell.print(showNext(session));
    await converse(shell, { session, breakpoints: new Breakpoints() });
  });
}

/**
 * Takes line after line until one says `quit` or there are no more. A mistake is told, and the next line is
 * taken; in a script it shows in the exit code.
 */
async function converse(shell: Shell, debugging: Debugging): Promise<void> {
  const isTerminal = Boolean(shell.io.stdin.isTTY && shell.io.stdout.isTTY);
  const lines = createInterface({ input: shell.io.stdin });
  let before = "";
  const prompt = (): unknown => isTerminal && shell.io.stdout.write("(debug) ");
  try {
    prompt();
    for await (const typed of lines) {
      // at a terminal an empty line does again what was done before, as in cdb
      const line = typed.trim() === "" && isTerminal ? before : typed;
      before = line;
      if (!obey(line, shell, debugging, isTerminal)) return;
      prompt();
    }
  } finally {
    lines.close();
  }
}

/** Does what a line says; false when it is time to leave. */
function obey(line: string, shell: Shell, debugging: Debugging, isTerminal: boolean): boolean {
  for (const part of line.split("~")) {
    const [, word = "", text = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(part) ?? [];
    if (word === "") continue;
    if ("quit".startsWith(word.toLowerCase())) return false;
    try {
      for (const answer of commandFor(word).run(text, debugging)) shell.print(answer);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      shell.say(error.message);
      if (!isTerminal) shell.exitCode = EXIT.usage;
      return true;
    }
  }
  return true;
}
