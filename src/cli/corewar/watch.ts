import { createInterface, emitKeypressEvents } from "node:readline";
import { Command } from "commander";
import { GalapagosError, printable } from "../../core/index.ts";
import { createPlacement, JavaScriptEngine } from "../../corewar/index.ts";
import { print, say } from "../output.ts";
import { readingOf, withReading } from "./assemble.ts";
import { renderFrame } from "./frame.ts";
import { parseWhole, parseWholes, type RulesFlags, settingsOf, withRules } from "./rules.ts";
import { type ReadingFlags, readWarrior } from "./warrior-file.ts";

interface Flags extends RulesFlags, ReadingFlags {
  readonly seed?: number;
  readonly positions?: readonly number[];
  readonly speed: number;
  readonly frames: number;
}

const KEYS = "space pause, s step, + faster, - slower, q quit";

/** `galapagos corewar watch`. */
export function watchCommand(): Command {
  const command = new Command("watch")
    .description("draw a battle in the terminal; without one, print plain frames")
    .argument("<files...>", "Redcode sources")
    .option("--seed <n>", "where pMARS's placement generator starts (1)", parseWhole)
    .option("--positions <list>", "addresses of the warriors after the first, which is at 0", parseWholes)
    .option("--speed <cycles>", "cycles between two pictures", parseWhole, 20)
    .option("--frames <n>", "pictures to print when there is no terminal", parseWhole, 10);
  return withReading(withRules(command)).action(async (files: string[], flags: Flags) => {
    const settings = settingsOf(flags, files.length);
    if (flags.speed < 1) {
      throw new GalapagosError("speed: expected at least 1 cycle between pictures, got 0", {
        code: "corewar/speed",
        hint: "--speed 20",
      });
    }
    const warriors = files.map((file) => readWarrior(file, settings, readingOf(flags)));
    const engine = new JavaScriptEngine(settings);
    const positions = createPlacement({ settings, seed: flags.seed, positions: flags.positions }).next();
    engine.enter(warriors);
    engine.begin({ positions, first: 0, observe: true });
    const names = warriors.map(({ name }) => printable(name));
    if (process.stdout.isTTY && process.stdin.isTTY) await watchTerminal(engine, names, flags.speed);
    else printFrames(engine, names, flags);
    const { winner, cycles } = engine.facts();
    say(winner === null ? `no winner after ${cycles} cycles` : `${names[winner]} wins in cycle ${cycles}`);
  });
}

function printFrames(engine: JavaScriptEngine, names: readonly string[], { speed, frames }: Flags): void {
  for (let frame = 0; frame < frames; frame++) {
    const going = engine.advance(speed * engine.settings.warriors);
    print(`${renderFrame(engine, names, { columns: 80, rows: 24, colour: false })}\n`);
    if (!going) return;
  }
}

/** Draws until the round ends or the watcher quits; the terminal is put back as it was. */
async function watchTerminal(
  engine: JavaScriptEngine,
  names: readonly string[],
  speed: number,
): Promise<void> {
  const { stdin, stdout } = process;
  const reader = createInterface({ input: stdin, escapeCodeTimeout: 50 });
  emitKeypressEvents(stdin, reader);
  stdin.setRawMode(true);
  stdout.write("\u001b[?1049h\u001b[?25l");
  const state = { speed, paused: false, step: false, quit: false };
  const onKey = (text: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
    if (key.name === "q" || (key.ctrl === true && key.name === "c")) state.quit = true;
    else if (key.name === "space") state.paused = !state.paused;
    else if (key.name === "s" || key.name === "right") [state.paused, state.step] = [true, true];
    else if (text === "+" || key.name === "up") state.speed = Math.min(100_000, state.speed * 2);
    else if (text === "-" || key.name === "down") state.speed = Math.max(1, Math.floor(state.speed / 2));
  };
  stdin.on("keypress", onKey);
  try {
    for (let going = true; !state.quit; ) {
      if (going && (!state.paused || state.step)) {
        going = engine.advance((state.step ? 1 : state.speed) * engine.settings.warriors);
        state.step = false;
      }
      const rows = Math.max(4, stdout.rows - 2);
      const picture = renderFrame(engine, names, {
        columns: stdout.columns,
        rows,
        colour: stdout.hasColors(),
      });
      const status = going ? (state.paused ? "paused" : `${state.speed} cycles a picture`) : "over";
      stdout.write(`\u001b[H\u001b[J${picture}\n${status} – ${KEYS}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    stdin.off("keypress", onKey);
    stdin.setRawMode(false);
    reader.close();
    stdout.write("\u001b[?25h\u001b[?1049l");
  }
}
