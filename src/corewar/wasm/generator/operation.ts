import { type Expression, i32, i64, memory } from "../binary/index.ts";
import type { Modifier, Opcode } from "../../instruction.ts";
import { type Field, PAIRS, pSpacePair, testedFields } from "../../semantics.ts";
import { isWholeCell } from "./behaviour.ts";
import { CELL, RECORD } from "./layout.ts";
import type { Machine } from "./machine.ts";

type I32 = Expression<"i32">;

/**
 * Does what an operation does with its evaluated operands (ICWS'94 draft, section 5.5, with the extensions of
 * pMARS) up to queueing what the process executes next, or not queueing it.
 */
export function emitOperation(m: Machine, opcode: Opcode, modifier: Modifier): void {
  const { f, cells, a, b, watch } = m;
  const pairs = PAIRS[modifier];
  const write = (field: Field, value: I32): void => cells.setField(b.target, field, value);
  const wrote = (): void => watch?.wrote(b.target);
  const combine = (result: (x: I32, y: I32) => I32): void => {
    for (const [from, to] of pairs) write(to, result(b.fields[to], a.fields[from]));
    wrote();
    goOn(m);
  };
  const jumpIf = (condition: I32): void =>
    f.when(
      condition,
      () => queue(m, a.address),
      () => goOn(m),
    );
  const each = (test: (x: I32, y: I32) => I32): I32 =>
    pairs.map(([from, to]) => test(a.fields[from], b.fields[to])).reduce(i32.and);
  const equal = (): I32 => (isWholeCell(opcode, modifier) ? cells.same(a.cell, b.cell) : each(i32.eq));
  const tested = testedFields(modifier);

  switch (opcode) {
    case "DAT":
      die(m);
      return;
    case "NOP":
      goOn(m);
      return;
    case "MOV":
      if (isWholeCell(opcode, modifier)) {
        a.cell.store(b.target);
        m.cellCopied();
      } else {
        for (const [from, to] of pairs) write(to, a.fields[from]);
      }
      wrote();
      goOn(m);
      return;
    case "ADD":
      combine((x, y) => m.wrap(i32.add(x, y)));
      return;
    case "SUB":
      combine(m.difference);
      return;
    case "MUL":
      combine((x, y) => product(m, x, y));
      return;
    case "DIV":
    case "MOD":
      emitDivision(m, opcode, modifier);
      return;
    case "JMP":
      queue(m, a.address);
      return;
    case "SPL":
      goOn(m);
      f.when(m.processes.hasRoom(), () => {
        queue(m, a.address);
        watch?.spawned();
      });
      return;
    case "JMZ":
      jumpIf(i32.eqz(tested.map((field): I32 => b.fields[field]).reduce(i32.or)));
      return;
    case "JMN":
      jumpIf(tested.map((field): I32 => b.fields[field]).reduce(i32.or));
      return;
    case "DJN":
      // The decrement acts on the cell as it is now, the test on the value as it was latched.
      for (const field of tested) {
        f.set(m.value, cells.field(b.target, field));
        write(field, m.decrement(m.value));
      }
      wrote();
      jumpIf(tested.map((field) => i32.ne(b.fields[field], i32.const(CELL))).reduce(i32.or));
      return;
    case "SEQ":
    case "CMP":
      goOn(m, equal());
      return;
    case "SNE":
      goOn(m, i32.eqz(equal()));
      return;
    case "SLT":
      goOn(m, each(i32.ltU));
      return;
    case "LDP":
    case "STP":
      emitPSpace(m, opcode, modifier);
      return;
  }
}

/** Lets the executing process die. */
function die({ f, processes, leave }: Machine): void {
  if (leave !== null) f.branchIf(leave, processes.isDead());
}

/** Queues a process of the executing warrior. */
function queue({ f, processes, watch, value }: Machine, address: I32): void {
  if (watch === null) {
    processes.push(address);
    return;
  }
  if (address !== value) f.set(value, address);
  processes.push(value);
  watch.queued(value);
}

/**
 * Queues the next instruction, or the one after it if there is a condition to skip one and it holds. By
 * branches where everything else uses conditional moves: a process that is alone waits for its own address,
 * and a branch that is guessed right spares it the wait (two thirds faster where jumps and skips make up a
 * loop).
 */
function goOn(m: Machine, skip?: I32): void {
  const { f, layout, pc, value } = m;
  const [step, span] = [i32.const(CELL % layout.span), i32.const(layout.span)];
  f.set(value, i32.add(pc, i32.const(CELL)));
  if (skip !== undefined) f.when(skip, () => f.set(value, i32.add(value, step)));
  f.when(i32.geU(value, span), () => f.set(value, i32.sub(value, span)));
  queue(m, value);
}

/** `x` × `y` modulo the core; in 64 bits where the product may need them. */
function product({ layout: { narrow, span } }: Machine, x: I32, y: I32): I32 {
  const factor = i32.shrU(y, i32.const(Math.log2(CELL)));
  if (narrow) return i32.remU(i32.mul(x, factor), i32.const(span));
  return i32.wrap(i64.remU(i64.mul(i64.extend(x), i64.extend(factor)), i64.const(BigInt(span))));
}

/**
 * Fields with a zero divisor stay as they are; the others are written; with any zero divisor the process
 * dies.
 */
function emitDivision(m: Machine, opcode: "DIV" | "MOD", modifier: Modifier): void {
  const { f, cells, a, b, watch } = m;
  const pairs = PAIRS[modifier];
  for (const [from, to] of pairs) {
    const [x, y]: [I32, I32] = [b.fields[to], a.fields[from]];
    const result = opcode === "DIV" ? i32.mul(i32.divU(x, y), i32.const(CELL)) : i32.remU(x, y);
    f.when(y, () => cells.setField(b.target, to, result));
  }
  const divisors = pairs.map(([from]): I32 => a.fields[from]);
  if (watch !== null) {
    f.when(divisors.reduce(i32.or), () => {
      watch.wrote(b.target);
      watch.count(0, 1);
    });
  }
  f.when(
    divisors.map(i32.eqz).reduce(i32.or),
    () => die(m),
    () => goOn(m),
  );
}

/**
 * Private memory: the index is taken modulo its size, cell 0 is the warrior's own. `.F`, `.X` and `.I` act as
 * `.B`.
 */
function emitPSpace(m: Machine, opcode: "LDP" | "STP", modifier: Modifier): void {
  const { f, a, b, processes, pointer } = m;
  const [from, to] = pSpacePair(modifier);
  const plain = (x: I32): I32 => i32.shrU(x, i32.const(Math.log2(CELL)));
  const index = plain(opcode === "LDP" ? a.fields[from] : b.fields[to]);
  f.set(pointer, i32.remU(index, i32.const(m.layout.shape.pSpaceSize)));
  const shared = i32.add(memory.load32(processes.record, RECORD.pSpace), i32.mul(pointer, i32.const(4)));
  f.set(pointer, i32.select(pointer, shared, memory.load32(processes.record, RECORD.ownCell)));
  if (opcode === "STP") {
    f.do(memory.store32(pointer, plain(a.fields[from])));
  } else {
    m.cells.setField(b.target, to, i32.mul(memory.load32(pointer), i32.const(CELL)));
    m.watch?.wrote(b.target);
  }
  goOn(m);
}
