import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { EXIT, GalapagosError, printable } from "../../core/index.ts";
import { createPlacement, JavaScriptEngine, recordReplay, renderReplay } from "../../corewar/index.ts";
import { withReading } from "./reading.ts";
import { renderFrame } from "../../report/corewar/index.ts";
import { readEntrants } from "./entrants.ts";
import { parseWhole, parseWholes, type RulesFlags, withRules } from "./rules.ts";
import type { ReadingFlags } from "./warrior-file.ts";
import { watchTerminal } from "./watch-terminal.ts";
import type { Shell } from "../shell.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly seed?: number;
  readonly positions?: readonly number[];
  readonly speed: number;
  readonly frames: number;
  readonly html?: string;
}

/** `galapagos corewar watch`. */
export function watchCommand(shell: Shell): Command {
  const command = new Command("watch")
    .argument("<files...>", "Redcode sources")
    .option("--seed <n>", "where pMARS's placement generator starts (1)", parseWhole)
    .option("--positions <list>", "addresses of the warriors after the first, which is at 0", parseWholes)
    .option("--speed <cycles>", "cycles between two pictures", parseWhole, 20)
    .option("--frames <n>", "pictures to print when there is no terminal", parseWhole, 10)
    .option(
      "--html <file>",
      "write the round as one page for a browser instead, to scrub through and click on",
    );
  return withReading(withRules(command)).action(async (files: string[], flags: Flags) => {
    const { warriors, settings } = await readEntrants(shell, files, flags);
    if (flags.speed < 1) {
      throw new GalapagosError("speed: expected at least 1 cycle between pictures, got 0", {
        code: "corewar/speed",
        hint: "--speed 20",
      });
    }
    const positions = createPlacement({ settings, seed: flags.seed, positions: flags.positions }).next();
    if (flags.html !== undefined) {
      const page = renderReplay(recordReplay(settings, warriors, { positions, first: 0 }));
      return writePage(shell, flags.html, page);
    }
    const engine = new JavaScriptEngine(settings);
    engine.enter(warriors);
    engine.begin({ positions, first: 0, observe: true });
    const names = warriors.map(({ name }) => printable(name));
    if (shell.io.stdout.isTTY && shell.io.stdin.isTTY) {
      const ended = await watchTerminal(engine, names, flags.speed, shell.io);
      if (ended === "interrupted") shell.exitCode = EXIT.interrupted;
    } else printFrames(shell, engine, names, flags);
    const { winner, cycles } = engine.facts();
    shell.say(
      winner === null ? `no winner after ${cycles} cycles` : `${names[winner]} wins in cycle ${cycles}`,
    );
  });
}

function writePage(shell: Shell, file: string, page: string): void {
  try {
    writeFileSync(shell.path(file), page);
  } catch (error) {
    throw new GalapagosError(`cannot write ${file}: ${(error as Error).message}`, {
      code: "corewar/file",
      hint: "name a file in a folder that exists, e.g. --html replay.html",
    });
  }
  shell.say(`the round is in ${file}, ${Math.ceil(page.length / 1024)} kB; it opens in a browser`);
}

function printFrames(
  shell: Shell,
  engine: JavaScriptEngine,
  names: readonly string[],
  { speed, frames }: Flags,
): void {
  for (let frame = 0; frame < frames; frame++) {
    const going = engine.advance(speed * engine.settings.warriors);
    shell.print(renderFrame(engine, names, { columns: 80, rows: 24, colour: false }));
    shell.print("");
    if (!going) return;
  }
}
