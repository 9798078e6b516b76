import type { Mode } from "../../instruction.ts";
import { i32 } from "../binary/index.ts";
import { pointerField } from "../../semantics.ts";
import { emitLatch, type Latch } from "./latch.ts";
import { CELL } from "./layout.ts";
import { emitLimitedOperand } from "./limited-operand.ts";
import type { Machine } from "./machine.ts";
import type { OperandRegisters } from "./registers.ts";

/**
 * Evaluates an operand (ICWS'94 draft, section 5.3): address, side effects on the pointer, and the latched
 * value between a pre-decrement and a post-increment. The operand's number must be in its register; an
 * immediate operand's value is latched by the caller, before anything else happens.
 */
export function emitOperand(m: Machine, operand: OperandRegisters, mode: Mode, latch: Latch): void {
  const { f, cells, pc, pointer, value, wrap, watch } = m;
  if (operand.target !== operand.address) {
    emitLimitedOperand(m, operand, mode, latch);
    return;
  }
  if (mode === "#") {
    f.set(operand.address, pc);
    return;
  }
  const direct = wrap(i32.add(pc, operand.number));
  if (mode === "$") {
    f.set(operand.address, direct);
    emitLatch(m, operand, latch, operand.address);
    return;
  }
  const field = pointerField(mode);
  f.set(pointer, direct);
  if (mode === "<" || mode === "{") {
    f.set(value, cells.field(pointer, field));
    f.set(value, m.decrement(value));
    cells.setField(pointer, field, value);
    watch?.wrote(pointer);
    f.set(operand.address, wrap(i32.add(pointer, value)));
    emitLatch(m, operand, latch, operand.address);
    return;
  }
  f.set(value, cells.field(pointer, field));
  f.set(operand.address, wrap(i32.add(pointer, value)));
  emitLatch(m, operand, latch, operand.address);
  if (mode === ">" || mode === "}") {
    const last = i32.eq(value, i32.const(m.layout.span - CELL));
    cells.setField(pointer, field, i32.select(last, i32.const(0), i32.add(value, i32.const(CELL))));
    watch?.wrote(pointer);
  }
}
