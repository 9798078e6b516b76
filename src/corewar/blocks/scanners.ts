/** Killers that look: scanners compare cells and attack where two differ; quickscans look once, at the beginning. */
import type { Instruction } from "../instruction.ts";
import { drawTrail } from "./arithmetic.ts";
import { type Block, type Drawing, type Write, writerFor } from "./block.ts";

/** A scanner: compares two cells at a step, and wipes from what differs, or lays a carpet of splits there and goes on. */
export function drawScanner(drawing: Drawing): Block {
  const { random, coreSize } = drawing;
  const write = writerFor(coreSize);
  const step = drawTrail(drawing, random.pick([4, 5, 8, 10, 12, 14, 16, 20]));
  const gap = random.pick([Math.floor(step / 2), 5 + random.int(20), random.int(coreSize)]);
  const isOneshot = random.int(2) === 0;
  const attack = isOneshot ? oneshot(drawing, write, gap) : carpet(drawing, write);
  const shift = write("DAT.F", "$", step, "$", step);
  const begin = 3 + attack.length + random.int(40);
  const scan = [
    write("ADD.F", "$", 3 + attack.length, "$", 1),
    write("SNE.I", "$", begin, "$", begin + gap),
    random.int(3) === 0
      ? write("DJN.F", "$", -2, "<", -10 - random.int(500))
      : write("JMP.B", "$", -2, "$", 0),
  ];
  return { kind: "scanner", instructions: [...scan, ...attack, shift], entry: 0 };
}

/** Wipes for good from the place that the comparison holds. */
function oneshot({ random }: Drawing, write: Write, gap: number): Instruction[] {
  const back = random.pick([0, 5, gap, 2 * gap]);
  const wipes = random.pick([1, 2]);
  const lines = [write("SUB.AB", "#", back, "$", -2), write("SPL.B", "#", 0, "$", 0)];
  for (let wipe = 0; wipe < wipes; wipe++) lines.push(write("MOV.I", "$", wipes + 1 - wipe, ">", -4 - wipe));
  lines.push(write("DJN.F", "$", -wipes, ">", -4 - wipes));
  lines.push(write("DAT.F", "$", random.pick([0, 1]), "$", 8 + random.int(8)));
  return lines;
}

/** Lays cells that split for ever, and scans on. */
function carpet({ random }: Drawing, write: Write): Instruction[] {
  const cells = 3 + random.int(15);
  return [
    write("MOV.I", "$", 5, ">", -2),
    write("DJN.B", "$", -1, "#", cells),
    write("MOV.AB", "#", cells, "$", -1),
    write("SUB.AB", "#", cells, "$", -5),
    write("JMP.B", "$", -7, "$", 0),
    write("SPL.B", "#", 0, random.pick(["$", "<"]), 0),
  ];
}

/**
 * A look at many places before anything else: pairs of cells are compared, what differs is bombed, and what follows the
 * block goes on. It is executed from its second instruction.
 */
export function drawQuickscan(drawing: Drawing): Block {
  const { random, coreSize } = drawing;
  const write = writerFor(coreSize);
  const groups = random.pick([4, 6, 8, 10]);
  const span = Math.max(1, Math.floor((coreSize * (0.6 + 0.35 * random.next())) / (4 * groups)));
  const begin = 3 * groups + 30 + random.int(100);
  const carpetCells = random.pick([10, 20, 30, 40]);
  const found = write("DAT.F", "$", 0, "$", 0);
  const lines: Instruction[] = [found];
  for (let group = 0; group < groups; group++) {
    const place = begin + 4 * span * group;
    const seen = (offset: number): number => place + offset * span - lines.length;
    lines.push(write("SNE.I", "$", seen(0), "$", seen(1)));
    lines.push(write("SEQ.I", "$", seen(2), "$", seen(3)));
    lines.push(write("MOV.AB", "#", place, "$", -lines.length));
  }
  const rest = 6 + 4 + 1;
  lines.push(write("JMZ.B", "$", rest + 2, "$", -lines.length));
  for (let other = 0; other < 3; other++) {
    lines.push(write("SNE.I", "$", rest - 2 * other, "@", -lines.length));
    lines.push(write("ADD.AB", "#", span, "$", -lines.length));
  }
  lines.push(write("SUB.AB", "#", Math.floor(carpetCells / 2), "$", -lines.length));
  lines.push(write("MOV.I", "$", 4, ">", -lines.length));
  lines.push(write("MOV.I", "$", 3, ">", -lines.length));
  lines.push(write("DJN.B", "$", -2, "#", Math.floor(carpetCells / 2)));
  // an empty cell to compare with, and the bomb; who is done jumps over it
  lines.push(write("JMP.B", "$", 2, "$", 0), write("DAT.F", "$", 0, "$", 0));
  return { kind: "quickscan", instructions: lines, entry: 1 };
}
