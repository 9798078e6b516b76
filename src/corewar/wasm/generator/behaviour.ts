import type { Mode, Modifier, Opcode } from "../../instruction.ts";
import type { Operation } from "./encoding.ts";

/** One of the two numbers of an instruction. */
export type Field = "A" | "B";

/** Modes that decrement or increment the pointer that they follow. */
export const hasSideEffect = (mode: Mode): boolean =>
  mode === "<" || mode === "{" || mode === ">" || mode === "}";

/** Modes that follow a pointer. */
export const isIndirect = (mode: Mode): boolean => mode !== "#" && mode !== "$";

/** The field of a pointer that an indirect mode follows. */
export const pointerField = (mode: Mode): Field => (mode === "*" || mode === "{" || mode === "}" ? "A" : "B");

const READS_A: readonly Opcode[] = [
  "MOV",
  "ADD",
  "SUB",
  "MUL",
  "DIV",
  "MOD",
  "SEQ",
  "CMP",
  "SNE",
  "SLT",
  "LDP",
  "STP",
];
const READS_B: readonly Opcode[] = [
  "ADD",
  "SUB",
  "MUL",
  "DIV",
  "MOD",
  "SEQ",
  "CMP",
  "SNE",
  "SLT",
  "JMZ",
  "JMN",
  "DJN",
  "STP",
];
const WRITES_B: readonly Opcode[] = ["MOV", "ADD", "SUB", "MUL", "DIV", "MOD", "DJN", "LDP"];
const JUMPS: readonly Opcode[] = ["JMP", "JMZ", "JMN", "DJN", "SPL"];

/** Whether the opcode uses the value of its A operand. */
export const readsA = (opcode: Opcode): boolean => READS_A.includes(opcode);
/** Whether the opcode uses the value of its B operand. */
export const readsB = (opcode: Opcode): boolean => READS_B.includes(opcode);
/** Whether the opcode writes to the cell of its B operand. */
export const writesB = (opcode: Opcode): boolean => WRITES_B.includes(opcode);
/** Whether the opcode may continue at the address of its A operand. */
export const jumps = (opcode: Opcode): boolean => JUMPS.includes(opcode);

/** Whether the opcode moves or compares whole cells under `.I`; for the others `.I` is `.F`. */
export const isWholeCell = (opcode: Opcode, modifier: Modifier): boolean =>
  modifier === "I" && (opcode === "MOV" || opcode === "SEQ" || opcode === "CMP" || opcode === "SNE");

/** Which field of the A value meets which field of the B value, for the opcodes with two values. */
export const PAIRS: Readonly<Record<Modifier, readonly (readonly [a: Field, b: Field])[]>> = {
  A: [["A", "A"]],
  B: [["B", "B"]],
  AB: [["A", "B"]],
  BA: [["B", "A"]],
  F: [
    ["A", "A"],
    ["B", "B"],
  ],
  X: [
    ["A", "B"],
    ["B", "A"],
  ],
  I: [
    ["A", "A"],
    ["B", "B"],
  ],
};

/** The modifier with the same effect that stands for all such modifiers of an opcode. */
export function canonicalModifier(opcode: Opcode, modifier: Modifier): Modifier {
  switch (opcode) {
    case "DAT":
    case "JMP":
    case "SPL":
    case "NOP":
      return "B";
    case "JMZ":
    case "JMN":
    case "DJN":
      if (modifier === "A" || modifier === "BA") return "A";
      return modifier === "B" || modifier === "AB" ? "B" : "F";
    case "LDP":
    case "STP":
      return modifier === "F" || modifier === "X" || modifier === "I" ? "B" : modifier;
    case "MOV":
    case "SEQ":
    case "CMP":
    case "SNE":
      return modifier;
    default:
      return modifier === "I" ? "F" : modifier;
  }
}

/** Stands for the modes that do the same when neither the address nor the value of the operand is used. */
const canonicalMode = (mode: Mode): Mode => {
  if (hasSideEffect(mode)) return mode;
  return isIndirect(mode) ? "@" : "$";
};

/** The operation with the same effect, and the same counts of reads and writes, that stands for all of them. */
export function canonical({ opcode, modifier, aMode, bMode }: Operation): Operation {
  return {
    opcode: opcode === "CMP" ? "SEQ" : opcode,
    modifier: canonicalModifier(opcode, modifier),
    aMode: readsA(opcode) || jumps(opcode) ? aMode : canonicalMode(aMode),
    bMode: readsB(opcode) || writesB(opcode) ? bMode : canonicalMode(bMode),
  };
}

/** The name of a canonical operation, such as `MOV.I $>`. */
export const nameOf = ({ opcode, modifier, aMode, bMode }: Operation): string =>
  `${opcode}.${modifier} ${aMode}${bMode}`;
