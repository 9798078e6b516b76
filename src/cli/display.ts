import { createLogUpdate } from "log-update";
import { printable } from "../core/index.ts";
import { type Progress, renderLine, renderPanel } from "../report/index.ts";
import type { Io } from "./io.ts";

/** Live progress on a stream. */
export interface Display {
  /** Prints a line that stays. */
  readonly note: (text: string) => void;
  /** Stops the display; idempotent. */
  close(): void;
}

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
  const update = createLogUpdate(stream as NodeJS.WriteStream);
  const draw = (): void => update(renderPanel(progress, stream.columns ?? 80));
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
