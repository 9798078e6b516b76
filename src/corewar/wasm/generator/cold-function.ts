import { MODES } from "../../instruction.ts";
import {
  type Expression,
  FunctionBuilder,
  type FunctionHandle,
  i32,
  memory,
  type ModuleBuilder,
} from "../binary/index.ts";
import { hasSideEffect, isIndirect, readsA, readsB, writesB } from "../../semantics.ts";
import { canonical, nameOf } from "./behaviour.ts";
import { CODES, decode, type Operation } from "./encoding.ts";
import { createProcessQueue } from "./process-queue.ts";
import { type Layout, RECORD } from "./layout.ts";
import type { Machine } from "./machine.ts";
import { emitLatch, type Latch } from "./latch.ts";
import { emitOperand } from "./operand.ts";
import { emitOperation } from "./operation.ts";
import { createRegisters } from "./registers.ts";
import { createWatch } from "./watch.ts";

type I32 = Expression<"i32">;

const EVERYTHING: Latch = { fields: ["A", "B"], whole: true };

/**
 * Adds the function that executes one instruction of a warrior, whatever it is: it decodes the pair of modes,
 * then the opcode with its modifier. Parameter: the warrior's record, from which it takes the queue and to
 * which it returns it. Result: whether the warrior lives.
 */
export function addColdFunction(module: ModuleBuilder, layout: Layout, observe: boolean): FunctionHandle {
  const f = new FunctionBuilder(["i32"], ["i32"]);
  const cold = module.declare(f);
  const record = f.parameter(0, "i32");
  const head = f.local("i32");
  const tail = f.local("i32");
  f.set(head, memory.load32(record, RECORD.head));
  f.set(tail, memory.load32(record, RECORD.tail));
  const processes = createProcessQueue({ f, layout, record, head, tail });
  const watch = observe ? createWatch(f, record) : null;
  const m: Machine = { ...createRegisters(f, layout), processes, watch, leave: null, cellCopied: () => {} };
  f.set(m.pc, processes.next());
  f.set(head, i32.add(head, i32.const(layout.entry)));
  const code = f.local("i32");
  f.set(code, memory.load16(i32.mul(m.cells.tag(m.pc), i32.const(2)), layout.codes));
  f.set(m.a.number, m.cells.field(m.pc, "A"));
  f.set(m.b.number, m.cells.field(m.pc, "B"));
  const [readA, readB] = emitModes(m, i32.and(code, i32.const(63)));
  emitOperations(m, i32.shrU(code, i32.const(6)), readA, readB);
  f.do(memory.store32(record, head, RECORD.head));
  f.do(memory.store32(record, tail, RECORD.tail));
  module.finish(cold, i32.ne(head, tail));
  return cold;
}

/**
 * Evaluates both operands, a case for each pair of modes. Returns, for observers, whether their values come
 * from the core.
 */
function emitModes(m: Machine, pair: I32): readonly [a: I32, b: I32] {
  const { f, a, b, pc, watch } = m;
  const readA = f.local("i32");
  const readB = f.local("i32");
  const cases = Array.from({ length: MODES.length ** 2 }, (_, code) => () => {
    // The low six bits of a code are the modes, whatever the opcode.
    const { aMode, bMode } = decode(code) as Operation;
    if (aMode === "#") emitLatch(m, a, EVERYTHING, pc);
    if (bMode === "#") emitLatch(m, b, EVERYTHING, pc);
    emitOperand(m, a, aMode, EVERYTHING);
    emitOperand(m, b, bMode, EVERYTHING);
    if (watch === null) return;
    f.set(readA, i32.const(Number(aMode !== "#")));
    f.set(readB, i32.const(Number(bMode !== "#")));
    watch.count(
      Number(isIndirect(aMode)) + Number(isIndirect(bMode)),
      Number(hasSideEffect(aMode)) + Number(hasSideEffect(bMode)),
    );
  });
  f.switchOn(pair, cases, () => {});
  return [readA, readB];
}

/** Executes the operation on the evaluated operands, a case for each opcode with its distinct modifiers. */
function emitOperations(m: Machine, operation: I32, readA: I32, readB: I32): void {
  const cases: (() => void)[] = [];
  const caseOf = new Map<string, number>();
  const targets = Array.from({ length: CODES >> 6 }, (_, code) => {
    const decoded = decode(code << 6);
    if (decoded === null) return Number.POSITIVE_INFINITY;
    const { opcode, modifier } = canonical(decoded);
    const name = nameOf({ opcode, modifier, aMode: "$", bMode: "$" });
    const known = caseOf.get(name);
    if (known !== undefined) return known;
    cases.push(() => {
      if (m.watch !== null) {
        if (readsA(opcode)) m.watch.count(readA, 0);
        if (readsB(opcode)) m.watch.count(readB, 0);
        if (writesB(opcode) && opcode !== "DIV" && opcode !== "MOD") m.watch.count(0, 1);
      }
      emitOperation(m, opcode, modifier);
    });
    caseOf.set(name, cases.length - 1);
    return cases.length - 1;
  });
  m.f.switchOn(
    operation,
    cases,
    () => {},
    targets.map((target) => Math.min(target, cases.length)),
  );
}
