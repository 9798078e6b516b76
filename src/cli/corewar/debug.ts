/** `galapagos corewar debug`: one round, held still, in the hands of a person or a script. */
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { EXIT } from "../../core/index.ts";
import { createPlacement, DebugSession } from "../../corewar/index.ts";
import type { Shell } from "../shell.ts";
import { withReading } from "./reading.ts";
import { Mistake } from "./debug/arguments.ts";
import { type ChainEnd, runChain, type Tell } from "./debug/chain.ts";
import { helpLines } from "./debug/commands.ts";
import { Debugging } from "./debug/debugging.ts";
import { CLEARED } from "./debug/writing.ts";
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
    await converse(shell, new Debugging(session, (file) => shell.path(file)));
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
  let count = 0;
  const prompt = (): unknown =>
    isTerminal && shell.io.stdout.write(debugging.pending === null ? "(debug) " : "> ");
  try {
    prompt();
    for await (const typed of lines) {
      count++;
      const isEntry = debugging.pending !== null;
      // at a terminal an empty line does again what was done before, as in cdb; a line that begins with a blank is not kept for it
      const line = typed.trim() === "" && isTerminal && !isEntry ? before : typed;
      if (!isEntry && !line.startsWith(" ")) before = line;
      if (obey(line, isTerminal ? null : count, shell, debugging) === "quit") return;
      prompt();
    }
  } finally {
    lines.close();
  }
}

/** Does what a line says. @param place - its number in a script; `null` at a terminal */
function obey(line: string, place: number | null, shell: Shell, debugging: Debugging): ChainEnd {
  const tell: Tell = (answer, { screen, log }) => {
    if (answer === CLEARED) {
      if (screen && place === null) shell.io.stdout.write(CLEARED);
      return;
    }
    if (screen) shell.print(answer);
    if (log && debugging.log !== null) appendFileSync(debugging.log, `${answer}\n`);
  };
  try {
    return runChain(line, debugging, tell);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    debugging.pending = null;
    shell.say(place === null ? error.message : `line ${place}: ${error.message}`);
    if (place !== null) shell.exitCode = EXIT.usage;
    return "done";
  }
}
