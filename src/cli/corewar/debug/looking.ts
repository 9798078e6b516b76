/** Commands that show the round, and set where it stops. */
import { letterOf, listCells, showNext, showWarriors } from "../../../report/corewar/index.ts";
import { calculationsIn, Mistake, opcodeIn, placesIn, warriorIn } from "./arguments.ts";
import type { DebugCommand } from "./command.ts";
import type { Debugging } from "./debugging.ts";
import { patternIn } from "./pattern.ts";

/** Cells that `list` shows before and behind the next instruction. */
const AROUND = 5;

/** Addresses that `search` and `pqueue` show at most. */
export const MOST_SHOWN = 20;

/** Lists cells; the last of them is the current address then. */
export function listRange(text: string, debugging: Debugging): readonly string[] {
  const { session, breakpoints } = debugging;
  const places = placesIn(text, debugging);
  [, debugging.current] = debugging.range;
  if (debugging.queued !== null) return places.flatMap((cell) => listCells(session, cell, cell, breakpoints));
  return listCells(session, places[0] ?? 0, places.at(-1) ?? 0, breakpoints);
}

export const LIST: DebugCommand = {
  name: "list",
  usage: "list [from,to]",
  help: "cells around the next instruction, or of a range: list .-2,.+8; an address alone does the same",
  run: (text, debugging) => listRange(text === "" ? `PC-${AROUND},PC+${AROUND}` : text, debugging),
};

export const REGISTERS: DebugCommand = {
  name: "registers",
  usage: "registers",
  help: "the warriors with their processes, whose turn it is, instructions executed",
  run: (_, { session }) => [
    showNext(session),
    ...showWarriors(session),
    `${session.time} instructions executed`,
  ],
};

export const PROGRESS: DebugCommand = {
  name: "progress",
  usage: "progress",
  help: "cycles that are over, and cycles that are left",
  run: (_, { session }) => {
    const { cycles } = session.facts();
    return [`${cycles} cycles are over, ${session.settings.maxCycles - cycles} are left`];
  },
};

export const PQUEUE: DebugCommand = {
  name: "pqueue",
  usage: "pqueue [warrior]",
  help: "processes of the warrior whose turn it is, or of another (a, b, …), in their order; behind it in a chain, addresses count them, until `pqueue off`",
  run: (text, debugging) => {
    if (text === "off") {
      debugging.leaveQueue();
      return [];
    }
    const { session } = debugging;
    const warrior = warriorIn(text, session);
    debugging.enterQueue(warrior);
    const queue = session.queueOf(warrior);
    const more = queue.length > MOST_SHOWN ? ` … and ${queue.length - MOST_SHOWN} more` : "";
    const shown = queue.slice(0, MOST_SHOWN).join(" ");
    return [`${letterOf(warrior)}, ${queue.length} in the queue: ${shown}${more}`];
  },
};

export const WQUEUE: DebugCommand = {
  name: "wqueue",
  usage: "wqueue",
  help: "the warriors, and where each executes next",
  run: (_, { session }) => showWarriors(session),
};

export const PSPACE: DebugCommand = {
  name: "pspace",
  usage: "pspace [warrior]",
  help: "the p-space cells that are not 0, as cell: value",
  run: (text, { session }) => {
    const cells = [...session.pSpaceOf(warriorIn(text, session)).entries()].filter(
      ([, value]) => value !== 0,
    );
    return [cells.length === 0 ? "all 0" : cells.map(([at, value]) => `${at}: ${value}`).join("  ")];
  },
};

export const SEARCH: DebugCommand = {
  name: "search",
  usage: "search <instruction>",
  help: "addresses of the cells with an opcode or an instruction, `?` for anything: search mov ?, 1; `.` is the next of them",
  run: (text, debugging) => {
    const { session, current } = debugging;
    const matches = patternIn(text, debugging);
    const found = Array.from({ length: session.settings.coreSize }, (_, address) => address).filter(
      (address) => matches(session.cell(address)),
    );
    debugging.current = found.find((address) => address > current) ?? found[0] ?? current;
    const more = found.length > MOST_SHOWN ? ` … and ${found.length - MOST_SHOWN} more` : "";
    return [`${found.length} found: ${found.slice(0, MOST_SHOWN).join(" ")}${more}`];
  },
};

export const CALC: DebugCommand = {
  name: "calc",
  usage: "calc <expression>[,…]",
  help: "values of expressions, which may set the letters c to z: calc x=PC+5,2*x",
  run: (text, debugging) => [calculationsIn(text, debugging).join(" ")],
};

export const TRACE: DebugCommand = {
  name: "trace",
  usage: "trace [where]",
  help: "set breakpoints on an address, a range or an opcode; without any, show them",
  run: (text, debugging) => {
    if (text !== "") debugging.breakpoints.add(...placeOrOpcode(text, debugging));
    return showBreakpoints(debugging);
  },
};

export const UNTRACE: DebugCommand = {
  name: "untrace",
  usage: "untrace [where]",
  help: "remove breakpoints, all of them where none is named",
  run: (text, debugging) => {
    if (text === "") debugging.breakpoints.clear();
    else debugging.breakpoints.remove(...placeOrOpcode(text, debugging));
    return showBreakpoints(debugging);
  },
};

export const MOVEABLE: DebugCommand = {
  name: "moveable",
  usage: "moveable off",
  help: "nothing: breakpoints stay at their addresses, and are never copied",
  run: (text) => {
    if (text === "off") return [];
    throw new Mistake("breakpoints stay at their addresses here; they are not copied with what MOV.I copies");
  },
};

function showBreakpoints({ breakpoints }: Debugging): readonly string[] {
  const all = breakpoints.list();
  return [all.length === 0 ? "no breakpoints" : `breakpoints: ${all.join(" ")}`];
}

function placeOrOpcode(
  text: string,
  debugging: Debugging,
): [places: readonly number[], opcode: ReturnType<typeof opcodeIn>] {
  const opcode = opcodeIn(text);
  return opcode === null ? [placesIn(text, debugging), null] : [[], opcode];
}
