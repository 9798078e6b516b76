import type { Mode, Modifier, Opcode } from "../../instruction.ts";
import { hasSideEffect, isIndirect, jumps, readsA, readsB, writesB } from "../../semantics.ts";
import type { Operation } from "./encoding.ts";

/** True for opcodes that move or compare whole cells under `.I`; for the others `.I` is `.F`. */
export const isWholeCell = (opcode: Opcode, modifier: Modifier): boolean =>
  modifier === "I" && (opcode === "MOV" || opcode === "SEQ" || opcode === "CMP" || opcode === "SNE");

/** The modifier with the same effect that stands for all such modifiers of an opcode. */
function canonicalModifier(opcode: Opcode, modifier: Modifier): Modifier {
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

/**
 * The operation with the same effect, and the same counts of reads and writes, that stands for all of them.
 */
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
