import type { Mode } from "../../instruction.ts";
import { type Expression, i32, type Local } from "../binary/index.ts";
import { pointerField } from "../../semantics.ts";
import { emitLatch, type Latch } from "./latch.ts";
import { CELL } from "./layout.ts";
import type { Machine } from "./machine.ts";

import type { OperandRegisters } from "./registers.ts";

type I32 = Expression<"i32">;

/**
 * Evaluates an operand under read and write limits (ICWS'94 draft, section 5.4 and its example `EMI94.c`):
 * offsets are folded into ± half of the limit, and reads and writes follow pointers of their own. Side
 * effects act where writes go.
 */
export function emitLimitedOperand(m: Machine, operand: OperandRegisters, mode: Mode, latch: Latch): void {
  const { f, cells, layout, pc, pointer, watch } = m;
  const { readLimit, writeLimit } = layout.shape;
  const { address, target } = operand;
  if (mode === "#") {
    f.set(address, pc);
    f.set(target, pc);
    return;
  }
  // `address` and `target` are offsets from the executing instruction until the last step.
  const at = (offset: I32): I32 => m.wrap(i32.add(pc, offset));
  fold(m, address, operand.number, readLimit);
  fold(m, target, operand.number, writeLimit);
  const field = pointerField(mode);
  const step = (change: (x: I32) => I32): void => {
    f.set(m.value, cells.field(pointer, field));
    f.set(m.value, change(m.value));
    cells.setField(pointer, field, m.value);
    watch?.wrote(pointer);
  };
  if (mode !== "$") {
    f.set(pointer, at(target));
    if (mode === "<" || mode === "{") step(m.decrement);
    fold(m, address, i32.add(address, cells.field(at(address), field)), readLimit);
    fold(m, target, i32.add(target, cells.field(pointer, field)), writeLimit);
  }
  f.set(address, at(address));
  f.set(target, at(target));
  emitLatch(m, operand, latch, address);
  if (mode === ">" || mode === "}") step(m.increment);
}

/** Offsets beyond half of the limit point backwards. */
function fold({ f, layout }: Machine, result: Local<"i32">, offset: I32, limit: number): void {
  f.set(result, i32.remU(offset, i32.const(limit * CELL)));
  const backwards = i32.add(result, i32.const(layout.span - limit * CELL));
  f.set(result, i32.select(i32.gtU(result, i32.const((limit * CELL) / 2)), backwards, result));
}
