import { createRequire } from "node:module";
import { printable } from "../core/index.ts";
import { type Progress, renderLine, renderPanel, widthOf } from "../report/index.ts";
import type { Io } from "./io.ts";

/** Live progress on a stream. */
export interface Display {
  /** Prints a line that stays. */
  readonly note: (text: string) => void;
  /** Stops the display; idempotent. */
  close(): void;
}

const require = createRequire(import.meta.url);

const REDRAW_MS = 200;
const LINE_MS = 5000;

/** Shows progress: a panel that redraws itself on a terminal, a plain line every few seconds elsewhere. */
export function openDisplay(
  progress: Progress,
  { stderr: stream, env }: Pick<Io, "stderr" | "env">,
): Display {
  // a terminal that cannot move its cursor, or does not know its size, gets lines
  if (!stream.isTTY || env.TERM === "dumb" || !stream.columns || !stream.rows) {
    const timer = setInterval(() => stream.write(`${renderLine(progress)}\n`), LINE_MS);
    return {
      note: (text) => void stream.write(`${printable(text)}\n`),
      close: () => clearInterval(timer),
    };
  }
  // loaded here alone: its tables of signs cost a twentieth of a short run, which most often writes to no terminal
  const { createLogUpdate } = require("log-update") as typeof import("log-update");
  const update = createLogUpdate(stream as NodeJS.WriteStream);
  let shown = { text: "", columns: stream.columns };
  const draw = (): void => {
    const columns = stream.columns || shown.columns;
    if (columns < shown.columns) {
      // a terminal that became narrower has wrapped what stands there: those rows are nobody's any more
      const wrapped = rowsOf(shown.text, columns) - rowsOf(shown.text, shown.columns);
      update.clear();
      if (wrapped > 0) stream.write(`\u001b[${wrapped}A\u001b[J`);
    }
    shown = { text: renderPanel(progress, columns), columns };
    update(shown.text);
  };
  const timer = setInterval(draw, REDRAW_MS);
  let open = true;
  return {
    note(text) {
      update.clear();
      stream.write(`${printable(text)}\n`);
      if (open) draw();
    },
    close() {
      if (!open) return;
      open = false;
      clearInterval(timer);
      draw();
      update.done();
    },
  };
}

/** Rows that a text takes on a terminal of some columns. */
function rowsOf(text: string, columns: number): number {
  return text.split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}
