import {
  hasSideEffect,
  isIndirect,
  jumps,
  PAIRS,
  readsA,
  readsB,
  testedFields,
  writesB,
} from "../../semantics.ts";
import type { Expression } from "../binary/index.ts";
import { isWholeCell } from "./behaviour.ts";
import type { Operation } from "./encoding.ts";
import type { Machine } from "./machine.ts";
import { emitLatch, type Latch } from "./latch.ts";
import { emitOperand } from "./operand.ts";
import { emitOperation } from "./operation.ts";
import type { Tagging } from "./tagging.ts";

/**
 * Writes the code that executes one operation from fetching its numbers to queueing the next address, all
 * modes resolved.
 */
function emitHandler(m: Machine, operation: Operation): void {
  const { f, cells, a, b, pc } = m;
  const { opcode, modifier, aMode, bMode } = operation;
  emitCounts(m, operation);
  const usesA = readsA(opcode) || jumps(opcode) || hasSideEffect(aMode);
  const usesB = readsB(opcode) || writesB(opcode) || hasSideEffect(bMode);
  if (usesA && aMode !== "#") f.set(a.number, cells.field(pc, "A"));
  if (usesB && bMode !== "#") f.set(b.number, cells.field(pc, "B"));
  const latches = latchesOf(operation);
  if (aMode === "#") emitLatch(m, a, latches.a, pc);
  if (bMode === "#") emitLatch(m, b, latches.b, pc);
  if (usesA) emitOperand(m, a, aMode, latches.a);
  if (usesB) emitOperand(m, b, bMode, latches.b);
  emitOperation(m, opcode, modifier);
}

/** Writes all handlers, and the choice between them by the tag of the instruction that is executed. */
export function emitHandlers(
  m: Machine,
  tag: Expression<"i32">,
  { handlers, handlerOf }: Tagging,
  otherwise: () => void,
): void {
  const bodies = handlers.map((operation) => () => emitHandler(m, operation));
  m.f.switchOn(tag, bodies, otherwise, handlerOf);
}

/** Parts of its operands' cells that an operation looks at. */
function latchesOf({ opcode, modifier }: Operation): { readonly a: Latch; readonly b: Latch } {
  const nothing: Latch = { fields: [], whole: false };
  if (isWholeCell(opcode, modifier)) {
    const whole: Latch = { fields: [], whole: true };
    return { a: whole, b: readsB(opcode) ? whole : nothing };
  }
  const pairs = PAIRS[modifier];
  if (!readsA(opcode))
    return { a: nothing, b: readsB(opcode) ? { fields: testedFields(modifier), whole: false } : nothing };
  return {
    a: { fields: pairs.map(([from]) => from), whole: false },
    b: readsB(opcode) ? { fields: pairs.map(([, to]) => to), whole: false } : nothing,
  };
}

/** Counts an operation's reads and writes; those of a division that may not happen are left to it. */
function emitCounts({ watch }: Machine, { opcode, aMode, bMode }: Operation): void {
  if (watch === null) return;
  const count = (...conditions: readonly boolean[]): number => conditions.filter(Boolean).length;
  watch.count(
    count(
      isIndirect(aMode),
      isIndirect(bMode),
      readsA(opcode) && aMode !== "#",
      readsB(opcode) && bMode !== "#",
    ),
    count(
      hasSideEffect(aMode),
      hasSideEffect(bMode),
      writesB(opcode) && opcode !== "DIV" && opcode !== "MOD",
    ),
  );
}
