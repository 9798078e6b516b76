/** Pictures of a stopped round in text: cells, registers, processes. */
import { printable } from "../../core/index.ts";
import { type DebugSession, type Instruction, printInstruction } from "../../corewar/index.ts";

/**
 * Cells from one address to another, around the core's end where the first is above the last: a `>` marks
 * what is executed next, a `+` other processes, a `*` breakpoints; the letter behind a cell is the warrior
 * that touched it last.
 */
export function listCells(
  session: DebugSession,
  from: number,
  to: number,
  breakpoints: { stopsAt(address: number, instruction: Instruction): boolean },
): readonly string[] {
  const { coreSize } = session.settings;
  const next = session.turn()?.address;
  const queued = new Set(session.warriors.flatMap((_, warrior) => session.queueOf(warrior)));
  const count = ((to - from + coreSize) % coreSize) + 1;
  return Array.from({ length: count }, (_, at) => {
    const address = (from + at) % coreSize;
    const instruction = session.cell(address);
    const mark = address === next ? ">" : queued.has(address) ? "+" : " ";
    const stop = breakpoints.stopsAt(address, instruction) ? "*" : " ";
    const owner = session.ownerOf(address);
    const touched = owner === null ? "" : `  ${letterOf(owner)}`;
    return `${mark}${stop}${String(address).padStart(6)}  ${printInstruction(instruction, coreSize)}${touched}`;
  });
}

/** The next instruction with its cycle and warrior, or how the round ended. */
export function showNext(session: DebugSession): string {
  const turn = session.turn();
  const { cycles, winner } = session.facts();
  if (turn === null) {
    const end = winner === null ? "without a winner" : `${nameOf(session, winner)} has won`;
    return `the round is over after ${cycles} cycles: ${end}`;
  }
  const cell = printInstruction(session.cell(turn.address), session.settings.coreSize);
  return `${letterOf(turn.warrior)} ${nameOf(session, turn.warrior)}  cycle ${cycles}  ${turn.address}: ${cell}`;
}

/** A line for each warrior: where it stands, and how many processes it has. */
export function showWarriors(session: DebugSession): readonly string[] {
  const { processes, deaths } = session.facts();
  return session.warriors.map((_, warrior) => {
    const [next] = session.queueOf(warrior);
    const death = deaths[warrior] ?? null;
    const state =
      death !== null
        ? `died in cycle ${death}`
        : `${processes[warrior]} process${processes[warrior] === 1 ? "" : "es"}, next at ${next}`;
    return `${letterOf(warrior)} ${nameOf(session, warrior)}: ${state}`;
  });
}

/** Letter that stands for a warrior, as in `watch`. */
export function letterOf(warrior: number): string {
  return String.fromCharCode(97 + (warrior % 26));
}

function nameOf(session: DebugSession, warrior: number): string {
  return printable(session.warriors[warrior]?.name ?? "");
}
