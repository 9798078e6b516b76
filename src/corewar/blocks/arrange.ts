/** Arrangements of whole warriors and blocks: beside each other, moved away, behind a first look, among decoys. */
import type { Instruction } from "../instruction.ts";
import type { Code } from "../mutation/edit.ts";
import { drawDistance } from "./arithmetic.ts";
import { type Block, type Drawing, writerFor } from "./block.ts";
import { drawQuickscan } from "./scanners.ts";

/** A warrior that first starts a block, which runs beside it from then on. */
export function putBeside({ instructions, start }: Code, block: Block, coreSize: number): Code {
  const write = writerFor(coreSize);
  const split = write("SPL.B", "$", 2 + instructions.length + block.entry, "$", 0);
  const go = write("JMP.B", "$", 1 + start, "$", 0);
  return { instructions: [split, go, ...instructions, ...block.instructions], start: 0 };
}

/**
 * A warrior whose code is copied to a place far away and runs there, leaving what copied it behind; its own offsets stay
 * as they are.
 */
export function bootAway({ instructions, start }: Code, drawing: Drawing): Code {
  const write = writerFor(drawing.coreSize);
  const { length } = instructions;
  const away = drawDistance(drawing);
  // what goes on here falls into the code's first instruction
  const isSingle = start !== 0 || drawing.random.int(3) > 0;
  // the pointer stands first; both of its fields come down to the first cell of the code and of its copy
  const copy = Array.from(
    { length },
    (_, index): Instruction => write("MOV.I", "{", -1 - index, "<", -1 - index),
  );
  const from = 1 + length + 1;
  const pointer = write("DAT.F", "$", from + length, "$", away + length);
  const go = write(isSingle ? "JMP.B" : "SPL.B", "$", away + start - length - 1, "$", 0);
  return { instructions: [pointer, ...copy, go, ...instructions], start: 1 };
}

/** A warrior that looks around first. */
export function addQuickscan({ instructions, start }: Code, drawing: Drawing): Code {
  const { instructions: scan, entry } = drawQuickscan(drawing);
  const write = writerFor(drawing.coreSize);
  const lead = start === 0 ? [] : [write("JMP.B", "$", 1 + start, "$", 0)];
  return { instructions: [...scan, ...lead, ...instructions], start: entry };
}

/** A warrior before, behind or in front of which stand cells that mean nothing and look like something. */
export function addDecoy({ instructions, start }: Code, { random, coreSize }: Drawing): Code {
  const write = writerFor(coreSize);
  const blank = write("DAT.F", "$", 0, "$", 0);
  const sign = write("DAT.F", "$", 1 + random.int(9), "$", 1 + random.int(9));
  const isRow = random.int(2) === 0;
  const rows = Array.from({ length: 2 + random.int(16) }, (_, index) =>
    isRow || index % 2 === 0 ? sign : blank,
  );
  if (random.int(2) === 0) return { instructions: [...instructions, ...rows], start };
  return { instructions: [...rows, ...instructions], start: start + rows.length };
}
