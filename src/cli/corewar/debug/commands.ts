/** The debugger's commands, those of pMARS's cdb by their names where it has them. */
import { closestName } from "../../../core/index.ts";
import type { DebugSession, Instruction, Turn } from "../../../corewar/index.ts";
import {
  addressIn,
  countIn,
  instructionIn,
  Mistake,
  numberIn,
  opcodeIn,
  placesIn,
  rangeIn,
  warriorIn,
} from "./arguments.ts";
import type { Breakpoints } from "./breakpoints.ts";
import { patternIn } from "./pattern.ts";
import { letterOf, listCells, showNext, showWarriors } from "../../../report/corewar/index.ts";

/** The round being debugged. */
export interface Debugging {
  readonly session: DebugSession;
  readonly breakpoints: Breakpoints;
}

/** One command: what to type, what it does, and the lines it answers with. */
export interface DebugCommand {
  readonly name: string;
  /** Another name, where its beginning names another command. */
  readonly short?: string;
  readonly usage: string;
  readonly help: string;
  readonly run: (text: string, debugging: Debugging) => readonly string[];
}

/** Cells that `list` shows before and behind the next instruction. */
const AROUND = 5;

/** Addresses that `search` and `pqueue` show at most. */
const MOST_SHOWN = 20;

/** In the order in which the beginning of a name picks one: `s` is step, `l` is list. */
const COMMANDS: readonly DebugCommand[] = [
  {
    name: "step",
    usage: "step [n]",
    help: "execute one instruction, or n, and show what comes next",
    run: (text, { session }) => {
      session.step(countIn(text));
      return [showNext(session)];
    },
  },
  {
    name: "list",
    usage: "list [from,to]",
    help: "cells around the next instruction, or of a range: list .-2,.+8",
    run: (text, { session, breakpoints }) => {
      const [from, to] = rangeIn(text === "" ? `.-${AROUND},.+${AROUND}` : text, session);
      return listCells(session, from, to, breakpoints);
    },
  },
  {
    name: "go",
    usage: "go [n]",
    help: "execute to the next breakpoint (the n-th), or the end",
    run: (text, debugging) => {
      for (let n = countIn(text); n > 0 && debugging.session.goesOn; n--) goOn(debugging);
      return [showNext(debugging.session)];
    },
  },
  {
    name: "until",
    usage: "until <where>",
    help: "execute to an address, an opcode, `cycle n` or `death`, whatever breakpoints there are",
    run: (text, { session }) => {
      session.runUntil(stopIn(text, session));
      return [showNext(session)];
    },
  },
  {
    name: "back",
    usage: "back [n]",
    help: "take back one instruction, or n, with the changes made since",
    run: (text, { session }) => {
      session.backTo(Math.max(0, session.time - countIn(text)));
      return [showNext(session)];
    },
  },
  {
    name: "continue",
    usage: "continue",
    help: "execute to the end of the round, whatever breakpoints there are",
    run: (_, { session }) => {
      session.finish();
      return [showNext(session)];
    },
  },
  {
    name: "registers",
    usage: "registers",
    help: "the warriors with their processes, whose turn it is, instructions executed",
    run: (_, { session }) => [
      showNext(session),
      ...showWarriors(session),
      `${session.time} instructions executed`,
    ],
  },
  {
    name: "reset",
    usage: "reset",
    help: "begin the round anew, without the changes",
    run: (_, { session }) => {
      session.backTo(-1);
      return [showNext(session)];
    },
  },
  {
    name: "pqueue",
    usage: "pqueue [warrior]",
    help: "processes of the warrior whose turn it is, or of another (a, b, …), in their order",
    run: (text, { session }) => {
      const warrior = warriorIn(text, session);
      const queue = session.queueOf(warrior);
      const more = queue.length > MOST_SHOWN ? ` … and ${queue.length - MOST_SHOWN} more` : "";
      const shown = queue.slice(0, MOST_SHOWN).join(" ");
      return [`${letterOf(warrior)}, ${queue.length} in the queue: ${shown}${more}`];
    },
  },
  {
    name: "trace",
    usage: "trace [where]",
    help: "set breakpoints on an address, a range or an opcode; without any, show them",
    run: (text, { session, breakpoints }) => {
      if (text !== "") breakpoints.add(...placeOrOpcode(text, session));
      const all = breakpoints.list();
      return [all.length === 0 ? "no breakpoints" : `breakpoints: ${all.join(" ")}`];
    },
  },
  {
    name: "untrace",
    usage: "untrace [where]",
    help: "remove breakpoints, all of them where none is named",
    run: (text, { session, breakpoints }) => {
      if (text === "") breakpoints.clear();
      else breakpoints.remove(...placeOrOpcode(text, session));
      const all = breakpoints.list();
      return [all.length === 0 ? "no breakpoints" : `breakpoints: ${all.join(" ")}`];
    },
  },
  {
    name: "edit",
    usage: "edit <address> <instruction>",
    help: "put an instruction into a cell: edit .+1 mov.i 0, 1",
    run: (text, debugging) => {
      const [, place = "", instruction = ""] = /^(\S+)\s+(.+)$/.exec(text) ?? [];
      if (instruction === "") throw new Mistake("expected an address and an instruction: edit . mov.i 0, 1");
      return fill(place, instruction, debugging);
    },
  },
  {
    name: "fill",
    usage: "fill <from,to> <instruction>",
    help: "put an instruction into all cells of a range",
    run: (text, debugging) => {
      const [, places = "", instruction = ""] = /^(\S+)\s+(.+)$/.exec(text) ?? [];
      if (instruction === "") throw new Mistake("expected a range and an instruction: fill 0,9 dat 0, 0");
      return fill(places, instruction, debugging);
    },
  },
  {
    name: "search",
    usage: "search <instruction>",
    help: "addresses of the cells with an opcode or an instruction, `?` for anything: search mov ?, 1",
    run: (text, { session }) => {
      const matches = patternIn(text, session);
      const found = addresses(session).filter((address) => matches(session.cell(address)));
      const more = found.length > MOST_SHOWN ? ` … and ${found.length - MOST_SHOWN} more` : "";
      return [`${found.length} found: ${found.slice(0, MOST_SHOWN).join(" ")}${more}`];
    },
  },
  {
    name: "thread",
    usage: "thread [n]",
    help: "execute one instruction of this process, or n, and all that others do in between",
    run: (text, { session }) => {
      for (let n = countIn(text); n > 0 && session.goesOn; n--) {
        if (!session.followProcess()) return ["this process has died", showNext(session)];
      }
      return [showNext(session)];
    },
  },
  {
    name: "execute",
    short: "x",
    usage: "execute|x [address]",
    help: "leave the warrior whose turn it is one process, at an address, and execute one instruction",
    run: (text, { session }) => {
      if (text !== "") session.redirect(addressIn(text, session));
      session.step(1);
      return [showNext(session)];
    },
  },
  {
    name: "pspace",
    usage: "pspace [warrior]",
    help: "the p-space cells that are not 0, as cell: value",
    run: (text, { session }) => {
      const cells = [...session.pSpaceOf(warriorIn(text, session)).entries()].filter(
        ([, value]) => value !== 0,
      );
      return [cells.length === 0 ? "all 0" : cells.map(([at, value]) => `${at}: ${value}`).join("  ")];
    },
  },
  {
    name: "calc",
    usage: "calc <expression>",
    help: "value of an expression, with `.` and CORESIZE",
    run: (text, { session }) => [String(numberIn(text, session))],
  },
  {
    name: "help",
    usage: "help",
    help: "these lines",
    run: () => helpLines(),
  },
];

/** A line for each command. */
export function helpLines(): readonly string[] {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  return [
    ...COMMANDS.map(({ usage, help }) => `${usage.padEnd(width)}  ${help}`),
    `${"quit".padEnd(width)}  leave`,
    "The beginning of a name is enough; ~ stands between commands in a line; addresses are expressions, `.` the next one.",
  ];
}

/** The command that a word or the beginning of one names. */
export function commandFor(word: string): DebugCommand {
  const typed = word.toLowerCase();
  const found = COMMANDS.find(({ name, short }) => short === typed || name.startsWith(typed));
  if (found !== undefined) return found;
  const names = [...COMMANDS.map(({ name }) => name), "quit"];
  throw new Mistake(`${word}: there is no such command${meant(word, names)}; help lists all`);
}

function meant(word: string, names: readonly string[]): string {
  const near = closestName(word, names);
  return near === null ? "" : `; did you mean ${near.toLowerCase()}?`;
}

function goOn({ session, breakpoints }: Debugging): void {
  const stop = ({ address }: Turn, cell: Instruction): boolean => breakpoints.stopsAt(address, cell);
  if (breakpoints.list().length === 0) session.finish();
  else session.runUntil(stop);
}

function stopIn(text: string, session: DebugSession): (turn: Turn, cell: Instruction) => boolean {
  const cycle = /^cycle\s+(\d{1,15})$/i.exec(text)?.[1];
  if (cycle !== undefined) return () => session.facts().cycles >= Number(cycle);
  if (text === "death") {
    const alive = session.facts().deaths.filter((death) => death === null).length;
    return () => session.facts().deaths.filter((death) => death === null).length < alive;
  }
  const opcode = opcodeIn(text);
  if (opcode !== null) return (_, cell) => cell.opcode === opcode;
  if (text === "") throw new Mistake("expected an address, an opcode, `cycle n` or `death`");
  const place = addressIn(text, session);
  return ({ address }) => address === place;
}

function placeOrOpcode(
  text: string,
  session: DebugSession,
): [places: readonly number[], opcode: ReturnType<typeof opcodeIn>] {
  const opcode = opcodeIn(text);
  return opcode === null ? [placesIn(text, session), null] : [[], opcode];
}

function fill(places: string, text: string, { session, breakpoints }: Debugging): readonly string[] {
  const instruction = instructionIn(text, session);
  const range = placesIn(places, session);
  for (const address of range) session.edit(address, instruction);
  return range.length > MOST_SHOWN
    ? [`${range.length} cells changed`]
    : listCells(session, range[0] ?? 0, range.at(-1) ?? 0, breakpoints);
}

function addresses({ settings }: DebugSession): readonly number[] {
  return Array.from({ length: settings.coreSize }, (_, address) => address);
}
