import type { Expression } from "../binary/index.ts";
import type { Field } from "../../semantics.ts";
import type { Machine } from "./machine.ts";
import type { OperandRegisters } from "./registers.ts";

/** How much of an operand's cell an instruction looks at. */
export interface Latch {
  readonly fields: readonly Field[];
  readonly whole: boolean;
}

/** Keeps what the instruction looks at: the cell's content now, whatever is written to it later. */
export function emitLatch(
  { f, cells }: Machine,
  operand: OperandRegisters,
  latch: Latch,
  at: Expression<"i32">,
): void {
  for (const field of latch.fields) f.set(operand.fields[field], cells.field(at, field));
  if (latch.whole) operand.cell.load(at);
}
