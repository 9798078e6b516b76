/** The debugger's commands, those of pMARS's cdb by their names where it has them. */
import { closestName } from "../../../core/index.ts";
import { Mistake } from "./arguments.ts";
import { EDIT, FILL } from "./changing.ts";
import type { DebugCommand } from "./command.ts";
import type { Debugging } from "./debugging.ts";
import { BACK, CONTINUE, EXECUTE, GO, RESTART, SKIP, STEP, THREAD, UNTIL } from "./executing.ts";
import {
  CALC,
  LIST,
  MOVEABLE,
  PQUEUE,
  PROGRESS,
  PSPACE,
  REGISTERS,
  SEARCH,
  TRACE,
  UNTRACE,
  WQUEUE,
} from "./looking.ts";
import { CLEAR, DISPLAY, ECHO, REMARK, WRITE } from "./writing.ts";

const HELP: DebugCommand = {
  name: "help",
  usage: "help [command]",
  help: "all these lines, or that of a command",
  run: (text, debugging) => (text === "" ? helpLines() : [lineOf(commandFor(text, debugging), 0)]),
};

/** Words that a chain obeys itself. */
function chained(name: string, usage: string, help: string): DebugCommand {
  return { name, usage, help, run: () => [] };
}
const MACRO = chained(
  "macro",
  "macro [name][,file]",
  "do what a macro says; read macros from a file, or from the next lines (`user`); list them",
);
const IF = chained(
  "if",
  "if <expression>",
  "skip the next command of the line, or its !! … !, where it is 0",
);
const RESET = chained("reset", "reset", "do nothing more of this line and its macros");
const QUIT = chained("quit", "quit", "leave");

/** In the order in which the beginning of a name picks one: `s` is step, `u` untrace, as in cdb. */
const COMMANDS: readonly DebugCommand[] = [
  ...[STEP, LIST, GO, BACK, CONTINUE, REGISTERS, PROGRESS, PQUEUE, TRACE, UNTRACE, UNTIL, SKIP, THREAD],
  ...[EDIT, EXECUTE, FILL, SEARCH, PSPACE, CALC, MACRO, IF, RESET, RESTART, ECHO, REMARK, WRITE, WQUEUE],
  ...[CLEAR, ...DISPLAY, MOVEABLE, HELP, QUIT],
];

/** A line for each command. */
export function helpLines(): readonly string[] {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  return [...COMMANDS.map((command) => lineOf(command, width)), ...NOTES];
}

function lineOf({ usage, help }: DebugCommand, width: number): string {
  return `${usage.padEnd(width)}  ${help}`;
}

const NOTES = [
  "The beginning of a name is enough. ~ stands between commands of a line, ! at its end repeats it (!5: five times in all),",
  "!! … ! a part of it; @ before a command keeps its answer from the screen, & from the file of `write` as well.",
  "Addresses are expressions: . the current one (shown last, or executed next), PC the next one, PC1 PC2 … each warrior's,",
  "$ the last cell, A and B the operands of the current instruction, +5 and -5 from the current address, c to z set by calc;",
  "ranges: 0,5  ,+5  ,(the last one). In a list > is executed next, + are other processes, * breakpoints; the letter touched the cell last.",
];

/** True where a line is an address or a range without a command. */
export function listsAddress(typed: string): boolean {
  return /^[\d.$,+-]/.test(typed) || /^PC\d*\b/i.test(typed);
}

/** The command that a line begins with, or begins with the beginning of, and what follows. */
export function commandFor(
  line: string,
  { macros }: Pick<Debugging, "macros">,
): DebugCommand & { readonly text: string } {
  const [, word = "", text = ""] = /^(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
  const typed = word.toLowerCase();
  const found =
    COMMANDS.find(({ short }) => short === typed) ?? COMMANDS.find(({ name }) => name.startsWith(typed));
  if (found !== undefined) return { ...found, text };
  // cdb bears with arguments that touch the command: l0,5
  const [, letters = "", rest = ""] = /^([a-z]+)([^a-z].*)$/i.exec(line) ?? [];
  if (letters !== "" && letters.length < word.length) return commandFor(`${letters} ${rest}`, { macros });
  const isMacro = macros.has(word);
  throw new Mistake(
    `${word}: there is no such command${isMacro ? `; did you mean macro ${word}?` : meant(word)}; help lists all`,
  );
}

function meant(word: string): string {
  const near = closestName(
    word,
    COMMANDS.map(({ name }) => name),
  );
  return near === null ? "" : `; did you mean ${near.toLowerCase()}?`;
}
