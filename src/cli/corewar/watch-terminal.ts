/** A battle drawn in a terminal, with keys to steer it. */
import { createInterface, emitKeypressEvents } from "node:readline";
import type { JavaScriptEngine } from "../../corewar/index.ts";
import { renderFrame } from "../../report/corewar/index.ts";
import type { Io, Output } from "../io.ts";

/** Keys, from the most explicit to the shortest: the first list that fits is shown. */
const KEYS = ["space pause, s step, + faster, - slower, q quit", "space s + - q", "q quit", ""] as const;

const PICTURE_MS = 50;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Another screen without a cursor, on which what is too wide is cut instead of going on in the next line; and
 * back.
 */
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

/**
 * Draws a battle until the watcher quits; the terminal is put back as it was, also when the process is told
 * to end.
 *
 * @returns how it ended: by `q`, or by Ctrl-C or a signal
 */
export async function watchTerminal(
  engine: JavaScriptEngine,
  names: readonly string[],
  speed: number,
  { stdin, stdout, onSignal }: Pick<Io, "stdin" | "stdout" | "onSignal">,
): Promise<"quit" | "interrupted"> {
  const state = { speed, paused: false, step: false, ended: null as "quit" | "interrupted" | null };
  const interrupt = (): void => {
    state.ended = "interrupted";
  };
  const onKey = (text: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
    if (key.ctrl === true && key.name === "c") interrupt();
    else if (key.name === "q") state.ended = "quit";
    else if (key.name === "space") state.paused = !state.paused;
    else if (key.name === "s" || key.name === "right") [state.paused, state.step] = [true, true];
    else if (text === "+" || key.name === "up") state.speed = Math.min(100_000, state.speed * 2);
    else if (text === "-" || key.name === "down") state.speed = Math.max(1, Math.floor(state.speed / 2));
  };
  const reader = createInterface({ input: stdin, escapeCodeTimeout: 50 });
  emitKeypressEvents(stdin, reader);
  stdin.setRawMode(true);
  stdin.on("keypress", onKey);
  const release = onSignal(SIGNALS, interrupt);
  stdout.write(ENTER);
  try {
    for (let going = true; ; ) {
      if (going && (!state.paused || state.step)) {
        going = engine.advance((state.step ? 1 : state.speed) * engine.settings.warriors);
        state.step = false;
      }
      const status = going ? (state.paused ? "paused" : `${state.speed} cycles a picture`) : "over";
      stdout.write(`\u001b[H\u001b[J${screen(engine, names, status, stdout)}`);
      await new Promise((resolve) => setTimeout(resolve, PICTURE_MS));
      if (state.ended !== null) return state.ended;
    }
  } finally {
    release();
    stdin.off("keypress", onKey);
    stdin.setRawMode(false);
    reader.close();
    stdout.write(LEAVE);
  }
}

/** As many lines as the terminal has: the picture, and below it how it goes and what keys there are. */
function screen(engine: JavaScriptEngine, names: readonly string[], status: string, stdout: Output): string {
  // A terminal that does not know its size says 0.
  const [columns, rows] = [stdout.columns || 80, stdout.rows || 24];
  const lines = KEYS.map((keys) => (keys === "" ? status : `${status} – ${keys}`));
  const line = lines.find(({ length }) => length <= columns) ?? status.slice(0, columns);
  if (rows < 2) return line;
  const picture = renderFrame(engine, names, {
    columns,
    rows: rows - 1,
    colour: stdout.hasColors?.() ?? false,
  });
  return `${picture}\n${line}`;
}
