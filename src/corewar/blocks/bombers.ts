/** Killers that do not look: stones bomb far apart, clears wipe cell after cell. */
import type { Instruction } from "../instruction.ts";
import { drawTrail } from "./arithmetic.ts";
import { type Block, type Drawing, type Write, writerFor } from "./block.ts";
import { drawBomb } from "./paper.ts";

/** A loop that bombs at a constant step, shared by more and more processes or run by one. */
export function drawStone(drawing: Drawing): Block {
  const { random, coreSize } = drawing;
  const write = writerFor(coreSize);
  const step = drawTrail(drawing, random.pick([1, 2, 4, 4, 5, 8, 10]));
  const splits = random.int(3) > 0;
  const stops = random.int(4) === 0;
  const loop = [
    ...(splits ? [write("SPL.B", "#", 0, random.pick(["#", "<", "$"]), random.pick([0, 0, -10]))] : []),
    write("MOV.I", "$", 3 + (stops ? CLEAR : 0), random.pick(["@", "@", "@", ">"]), 2),
    write("ADD.AB", "#", step, "$", 1),
    stops
      ? write("JMZ.B", "$", -2, "$", step)
      : write("JMP.B", "$", -2, random.pick(["$", "$", "<"]), step + random.int(3)),
  ];
  const bomb = random.int(4) === 0 ? write("SPL.B", "#", 0, "$", 0) : drawBomb(drawing, write);
  if (!stops) return { kind: "stone", instructions: [...loop, bomb], entry: 0 };
  const gate = write("DAT.F", "$", 0, "$", 2 + loop.length + CLEAR);
  const wiper = clearing(drawing, write, -loop.length - 1, 2 + loop.length + CLEAR);
  return { kind: "stone", instructions: [gate, ...loop, ...wiper, bomb], entry: 1 };
}

/** Instructions of a clear: two that wipe, and what they wipe with. */
const CLEAR = 3;

/** A wipe that goes round the core through a pointer, and never over the cells behind it. */
export function drawClear(drawing: Drawing): Block {
  const { random, coreSize } = drawing;
  const write = writerFor(coreSize);
  const gap = random.pick([0, 1, 2, 3]);
  const blank = write("DAT.F", "$", 0, "$", 0);
  const length = 1 + gap + 1 + CLEAR;
  const gate = write("DAT.F", "$", 0, "$", length + random.int(8));
  const split = write("SPL.B", "#", 0, random.pick(["$", "<"]), random.pick([0, -20]));
  const wiper = clearing(drawing, write, -2 - gap, length + random.int(8));
  return {
    kind: "clear",
    instructions: [gate, ...Array.from({ length: gap }, () => blank), split, ...wiper],
    entry: 1 + gap,
  };
}

/**
 * Two instructions that wipe and the bomb that follows them.
 *
 * @param gate - offset of the pointer, seen from the first of them
 */
function clearing({ random }: Drawing, write: Write, gate: number, reach: number): Instruction[] {
  const through = random.pick([">", ">", ">", "}"] as const);
  return [
    write("MOV.I", "$", 2, through, gate),
    random.int(3) === 0
      ? write("JMP.B", "$", -1, "$", 0)
      : write("DJN.F", "$", -1, random.pick([">", ">", "<"]), gate - 1),
    write("DAT.F", random.pick(["$", "<", "<"]), random.pick([0, 1, 2667]), "$", reach),
  ];
}
