import type { Mode, Modifier, Opcode } from "../instruction.ts";

/**
 * The modifier that an instruction without one gets (ICWS'94 draft, appendix "converting '88 to '94", as
 * pMARS 0.9.2 does it).
 */
export function defaultModifier(opcode: Opcode, aMode: Mode, bMode: Mode): Modifier {
  switch (opcode) {
    case "DAT":
    case "NOP":
      return "F";
    case "MOV":
    case "SEQ":
    case "SNE":
    case "CMP":
      return aMode === "#" ? "AB" : bMode === "#" ? "B" : "I";
    case "ADD":
    case "SUB":
    case "MUL":
    case "DIV":
    case "MOD":
      return aMode === "#" ? "AB" : bMode === "#" ? "B" : "F";
    case "SLT":
    case "LDP":
    case "STP":
      return aMode === "#" ? "AB" : "B";
    case "JMP":
    case "JMZ":
    case "JMN":
    case "DJN":
    case "SPL":
      return "B";
  }
}
