import { type Expression, type FunctionBuilder, i32, type Local } from "../binary/index.ts";
import type { Field } from "../../semantics.ts";
import { type Cells, createCells, type HeldCell } from "./cells.ts";
import { CELL, type Layout } from "./layout.ts";

type I32 = Expression<"i32">;

/** Where an operand leads, and its value as it was when the operand was evaluated. */
export interface OperandRegisters {
  /** The number as fetched with the instruction. */
  readonly number: Local<"i32">;
  /** Address to read from and to jump to. */
  readonly address: Local<"i32">;
  /** Address to write to; the same variable as `address` when there are no read and write limits. */
  readonly target: Local<"i32">;
  /** The two numbers of the cell at `address`, latched. */
  readonly fields: Readonly<Record<Field, Local<"i32">>>;
  /** The whole cell at `address`, latched. */
  readonly cell: HeldCell;
}

/** The local variables that an instruction is executed in, and the arithmetic on addresses. */
export interface Registers {
  readonly f: FunctionBuilder;
  readonly layout: Layout;
  readonly cells: Cells;
  /** Address of the instruction that is executed. */
  readonly pc: Local<"i32">;
  readonly a: OperandRegisters;
  readonly b: OperandRegisters;
  /** Address of the cell whose number an indirect operand follows, decrements or increments. */
  readonly pointer: Local<"i32">;
  readonly value: Local<"i32">;
  /** `x` modulo the core, for x in [0, 2 × span): a conditional move, as branches would be mispredicted. */
  wrap(x: I32): I32;
  /** `x` plus one address, modulo the core. */
  increment(x: I32): I32;
  /** `x` minus one address, modulo the core. `x` is evaluated twice. */
  decrement(x: I32): I32;
  /** `x` − `y` modulo the core. */
  difference(x: I32, y: I32): I32;
}

/** Reserves the variables in a function. */
export function createRegisters(f: FunctionBuilder, layout: Layout): Registers {
  const { coreSize, readLimit, writeLimit } = layout.shape;
  const span = i32.const(layout.span);
  const sum = f.local("i32");
  const cells = createCells(f, layout);
  const operand = (): OperandRegisters => {
    const address = f.local("i32");
    return {
      number: f.local("i32"),
      address,
      target: readLimit === coreSize && writeLimit === coreSize ? address : f.local("i32"),
      fields: { A: f.local("i32"), B: f.local("i32") },
      cell: cells.hold(),
    };
  };
  const wrap = (x: I32): I32 => {
    const wrapped = i32.sub(sum.tee(x), span);
    return i32.select(i32.geU(sum, span), wrapped, sum);
  };
  return {
    f,
    layout,
    cells,
    pc: f.local("i32"),
    a: operand(),
    b: operand(),
    pointer: f.local("i32"),
    value: f.local("i32"),
    wrap,
    increment: (x) => wrap(i32.add(x, i32.const(CELL))),
    decrement: (x) => i32.select(i32.eqz(x), i32.const(layout.span - CELL), i32.sub(x, i32.const(CELL))),
    difference: (x, y) => {
      const wrapped = i32.add(sum.tee(i32.sub(x, y)), span);
      return i32.select(i32.ltS(sum, i32.const(0)), wrapped, sum);
    },
  };
}
