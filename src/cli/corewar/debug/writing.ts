/** Commands of scripts: what is written where, and words of pMARS's display that mean nothing here. */
import { appendFileSync } from "node:fs";
import { Mistake } from "./arguments.ts";
import type { DebugCommand } from "./command.ts";

export const WRITE: DebugCommand = {
  name: "write",
  usage: "write [file]",
  help: "add all that follows to a file, too; without one, no longer",
  run: (text, debugging) => {
    debugging.log = null;
    if (text === "") return [];
    const path = debugging.placeOf(text);
    try {
      appendFileSync(path, "");
    } catch (error) {
      throw new Mistake(`${text} cannot be written: ${(error as Error).message}`);
    }
    debugging.log = path;
    return [];
  },
};

export const ECHO: DebugCommand = {
  name: "echo",
  usage: "echo <text>",
  help: "print a text",
  run: (text) => [text],
};

export const REMARK: DebugCommand = {
  name: "remark",
  usage: "remark <text>",
  help: "nothing: a comment",
  run: () => [],
};

/** Sequence by which a terminal clears its screen. */
export const CLEARED = "\u001b[2J\u001b[H";

export const CLEAR: DebugCommand = {
  name: "clear",
  short: "cls",
  usage: "clear|cls",
  help: "clear the screen of a terminal",
  run: () => [CLEARED],
};

/** There are no panels and no picture of the core here; macros that arrange them do the rest of their work. */
export const DISPLAY: readonly DebugCommand[] = ["close", "switch", "display"].map((name) => ({
  name,
  usage: name,
  help: "nothing: pMARS's panels, which macros arrange",
  run: () => [],
}));
