import type { Mode, Modifier, Opcode } from "./instruction.ts";

/*
 * The meaning of an instruction's parts, as far as both engines are made from it (ICWS'94 draft, section 5, with the extensions of pMARS).
 */

/** One of the two numbers of an instruction. */
export type Field = "A" | "B";

/** Modes that decrement or increment the pointer that they follow. */
export const hasSideEffect = (mode: Mode): boolean =>
  mode === "<" || mode === "{" || mode === ">" || mode === "}";

/** Modes that follow a pointer. */
export const isIndirect = (mode: Mode): boolean => mode !== "#" && mode !== "$";

/** The field of a pointer that an indirect mode follows. */
export const pointerField = (mode: Mode): Field => (mode === "*" || mode === "{" || mode === "}" ? "A" : "B");

/**
 * The work of an opcode on its operands: `a` and `b` their values, `w` writing to the cell of B, `j` going on
 * at the address of A.
 */
const USES: Readonly<Record<Opcode, string>> = {
  DAT: "",
  MOV: "aw",
  ADD: "abw",
  SUB: "abw",
  MUL: "abw",
  DIV: "abw",
  MOD: "abw",
  JMP: "j",
  JMZ: "bj",
  JMN: "bj",
  DJN: "bwj",
  SPL: "j",
  SLT: "ab",
  SEQ: "ab",
  CMP: "ab",
  SNE: "ab",
  NOP: "",
  LDP: "aw",
  STP: "ab",
};

/** True for opcodes that use the value of the A operand. */
export const readsA = (opcode: Opcode): boolean => USES[opcode].includes("a");
/** True for opcodes that use the value of the B operand. */
export const readsB = (opcode: Opcode): boolean => USES[opcode].includes("b");
/** True for opcodes that write to the cell of the B operand. */
export const writesB = (opcode: Opcode): boolean => USES[opcode].includes("w");
/** True for opcodes that may continue at the address of the A operand. */
export const jumps = (opcode: Opcode): boolean => USES[opcode].includes("j");

/** A field of the A value, and the field of the B value that it meets. */
export type Pair = readonly [a: Field, b: Field];

const BOTH: readonly Pair[] = [
  ["A", "A"],
  ["B", "B"],
];

/**
 * Which field of the A value meets which field of the B value, for the opcodes with two values; `.I` is `.F`
 * plus the operation.
 */
export const PAIRS: Readonly<Record<Modifier, readonly Pair[]>> = {
  A: [["A", "A"]],
  B: [["B", "B"]],
  AB: [["A", "B"]],
  BA: [["B", "A"]],
  F: BOTH,
  X: [
    ["A", "B"],
    ["B", "A"],
  ],
  I: BOTH,
};

/** Fields that a conditional jump looks at. */
export function testedFields(modifier: Modifier): readonly Field[] {
  if (modifier === "A" || modifier === "BA") return ["A"];
  return modifier === "B" || modifier === "AB" ? ["B"] : ["A", "B"];
}

/** The fields of `LDP` and `STP`, which move one number, so that `.F`, `.X` and `.I` act as `.B`. */
export function pSpacePair(modifier: Modifier): Pair {
  const [pair, another] = PAIRS[modifier];
  return pair === undefined || another !== undefined ? ["B", "B"] : pair;
}
