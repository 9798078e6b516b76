/** Replicators: code that copies itself elsewhere and starts the copy, over and over. */
import type { Instruction } from "../instruction.ts";
import { drawDistance, impStep } from "./arithmetic.ts";
import { type Block, type Drawing, type Write, writerFor } from "./block.ts";

/**
 * A replicator whose 2^k processes run in step: they start the copy first and fill it, one cell each, just before it is
 * executed. Several copies may be made in a turn, and bombs dropped between them.
 */
export function drawSilk(drawing: Drawing): Block {
  const { random, coreSize } = drawing;
  const write = writerFor(coreSize);
  const splits = random.pick([2, 3, 3, 3, 3, 4]);
  const body = silkBody(drawing, write, 2 ** splits);
  const launch = Array.from({ length: splits }, () => write("SPL.B", "$", 1, "$", 0));
  return { kind: "silk", instructions: [...launch, ...body], entry: 0 };
}

/** @param room - cells that the processes copy */
function silkBody(drawing: Drawing, write: Write, room: number): Instruction[] {
  const { random } = drawing;
  const end = drawEnd(drawing, write);
  const most = Math.max(1, Math.floor((room - end(0, 0).length - 1) / 2));
  const copies = Math.min(most, random.pick([1, 1, 2, 2, 2, 3]));
  const bombs = Math.min(Math.max(0, room - 2 * copies - end(0, 0).length - 1), random.pick([0, 1, 1, 2, 2]));
  const body: Instruction[] = [];
  for (let copy = 0; copy < copies; copy++)
    body.push(write("SPL.B", "@", 0, "$", drawDistance(drawing)), write("MOV.I", "}", -1, ">", -1));
  const length = body.length + bombs;
  const tail = end(length, 2 * random.int(copies));
  for (let bomb = 0; bomb < bombs; bomb++) {
    const away = length + tail.length - body.length;
    body.push(write("MOV.I", "$", away, random.pick([">", "<", "}", "{"]), drawDistance(drawing)));
  }
  return [...body, ...tail, drawBomb(drawing, write)];
}

/** Writes what follows the copies at an index: back to the first one, or into the place that is filled last. */
type End = (at: number, first: number) => Instruction[];

function drawEnd(drawing: Drawing, write: Write): End {
  const { random } = drawing;
  const distance = drawDistance(drawing);
  const cells = random.pick([1, 1, -1, 2]);
  const leave = random.pick(["JMP.B", "JMP.B", "JMZ.A", "JMZ.F", "DJN.F"] as const);
  if (random.int(3) === 0)
    return (at, first) => [
      write("SUB.F", "$", 2, "$", first - at),
      write("JMP.B", "$", first - at - 1, random.pick(["$", "<"]), first - at - 1),
      write("DAT.F", "$", cells, "$", distance),
    ];
  return (at, first) => [write("MOV.I", "{", first - at, "<", 1), write(leave, "@", 0, "$", distance)];
}

/** The part that kills: it decrements other cells, those of imp rings among them. */
export function drawBomb({ random, coreSize }: Drawing, write: Write): Instruction {
  const ring = impStep(random.pick([3, 3, 5, 7, 9]), coreSize) ?? 1;
  const near = random.pick([0, 1, ring, 2 * ring]);
  return write("DAT.F", random.pick(["<", "<", ">", "$"]), random.pick([ring, 1, 0]), "<", near);
}

/** A replicator of one process at a time, which copies itself in a loop from its last cell to its first. */
export function drawLoopPaper(drawing: Drawing): Block {
  const { random, coreSize } = drawing;
  const write = writerFor(coreSize);
  const bombs = random.int(3);
  const turns = random.pick([1, 1, 2]);
  const last = 5 + turns + bombs;
  // the number of cells must be a multiple of those that one turn of the loop copies
  const cells = turns * Math.ceil((last + 1) / turns);
  const instructions = [write("MOV.AB", "#", cells, "$", 0)];
  for (let turn = 0; turn < turns; turn++)
    instructions.push(write("MOV.I", "<", -1 - turn, "<", last - 1 - turn));
  instructions.push(write("JMN.B", "$", -turns, "$", -1 - turns));
  instructions.push(write("SPL.B", "@", last - 2 - turns, "$", 0));
  for (let bomb = 0; bomb < bombs; bomb++)
    instructions.push(
      write("MOV.I", "$", last - instructions.length, random.pick(["<", ">"]), drawDistance(drawing)),
    );
  const add = instructions.length;
  instructions.push(write("ADD.AB", "#", drawDistance(drawing), "$", last - add));
  instructions.push(write("JMP.B", "$", -add - 1, "$", 0));
  instructions.push(write("DAT.F", "<", random.pick([1, 0]), "$", drawDistance(drawing)));
  return { kind: "paper", instructions, entry: 0 };
}
