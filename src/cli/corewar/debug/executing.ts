/** Commands that execute instructions, or take them back. */
import type { DebugSession, Instruction, Turn } from "../../../corewar/index.ts";
import { showNext } from "../../../report/corewar/index.ts";
import { cellIn, countIn, Mistake, opcodeIn } from "./arguments.ts";
import type { DebugCommand } from "./command.ts";
import type { Debugging } from "./debugging.ts";

/** A command that executes something and shows what comes next. */
function executing(
  name: string,
  [usage, help]: readonly [usage: string, help: string],
  act: (text: string, debugging: Debugging) => readonly string[] | undefined,
): DebugCommand {
  const run: DebugCommand["run"] = (text, debugging) => {
    const before = act(text, debugging) ?? [];
    debugging.follow();
    return [...before, showNext(debugging.session)];
  };
  return { name, usage, help, run };
}

export const STEP = executing(
  "step",
  ["step [n]", "execute one instruction, or n, and show what comes next"],
  (text, { session }) => {
    session.step(countIn(text));
  },
);

export const SKIP: DebugCommand = {
  name: "skip",
  usage: "skip [n]",
  help: "execute one instruction, or n, and show nothing",
  run: (text, debugging) => {
    debugging.session.step(countIn(text));
    debugging.follow();
    return [];
  },
};

export const GO = executing(
  "go",
  ["go [n]", "execute to the next breakpoint (the n-th), or the end"],
  (text, debugging) => {
    for (let n = countIn(text); n > 0 && debugging.session.goesOn; n--) goOn(debugging);
  },
);

export const UNTIL = executing(
  "until",
  ["until <where>", "execute to an address, an opcode, `cycle n` or `death`, whatever breakpoints there are"],
  (text, debugging) => {
    debugging.session.runUntil(stopIn(text, debugging));
  },
);

export const CONTINUE = executing(
  "continue",
  ["continue", "execute to the end of the round, whatever breakpoints there are"],
  (_, { session }) => {
    session.finish();
  },
);

export const BACK = executing(
  "back",
  ["back [n]", "take back one instruction, or n, with the changes made since"],
  (text, { session }) => {
    session.backTo(Math.max(0, session.time - countIn(text)));
  },
);

export const RESTART = executing(
  "restart",
  ["restart", "begin the round anew, without the changes"],
  (_, { session }) => {
    session.backTo(-1);
  },
);

export const THREAD = executing(
  "thread",
  ["thread [n]", "execute one instruction of this process, or n, and all that others do in between"],
  (text, { session }) => {
    for (let n = countIn(text); n > 0 && session.goesOn; n--)
      if (!session.followProcess()) return ["this process has died"];
    return [];
  },
);

export const EXECUTE: DebugCommand = {
  ...executing(
    "execute",
    [
      "execute|x [address]",
      "leave the warrior whose turn it is one process, at an address, and execute one instruction",
    ],
    (text, debugging) => {
      if (text !== "") debugging.session.redirect(cellIn(text, debugging));
      debugging.session.step(1);
    },
  ),
  short: "x",
};

function goOn({ session, breakpoints }: Debugging): void {
  const stop = ({ address }: Turn, cell: Instruction): boolean => breakpoints.stopsAt(address, cell);
  if (breakpoints.list().length === 0) session.finish();
  else session.runUntil(stop);
}

function stopIn(text: string, debugging: Debugging): (turn: Turn, cell: Instruction) => boolean {
  const { session } = debugging;
  const cycle = /^cycle\s+(\d{1,15})$/i.exec(text)?.[1];
  if (cycle !== undefined) return () => session.facts().cycles >= Number(cycle);
  if (text === "death") {
    const alive = livingIn(session);
    return () => livingIn(session) < alive;
  }
  const opcode = opcodeIn(text);
  if (opcode !== null) return (_, cell) => cell.opcode === opcode;
  if (text === "") throw new Mistake("expected an address, an opcode, `cycle n` or `death`");
  const place = cellIn(text, debugging);
  return ({ address }) => address === place;
}

function livingIn(session: DebugSession): number {
  return session.facts().deaths.filter((death) => death === null).length;
}
