import type { Instruction, Mode, Opcode, Warrior } from "./instruction.ts";
import { MODIFIERS } from "./instruction.ts";

/** Opcodes and modes in pMARS's order of codes, which differs from ours. */
const OPCODES: readonly Opcode[] = [
  ...(["MOV", "ADD", "SUB", "MUL", "DIV", "MOD", "JMZ", "JMN", "DJN", "CMP"] as const),
  ...(["SLT", "SPL", "DAT", "JMP", "SEQ", "SNE", "NOP", "LDP", "STP"] as const),
];
const MODES: readonly Mode[] = ["#", "$", "@", "<", ">", "*", "{", "}"];
/** Modes that go through an A-field have this bit, and count from the fifth on. */
const A_FIELD = 0x80;

/**
 * The number that pMARS's `-f` starts its generator from, so that the same warriors always meet at the same places: a sum over
 * their code, each part mixed with its place.
 */
export function pmarsChecksum(warriors: readonly Warrior[]): number {
  let sum = 0;
  let place = 0;
  for (const { instructions } of warriors)
    for (const instruction of instructions) for (const part of partsOf(instruction)) sum += part ^ place++;
  return sum;
}

function partsOf({ opcode, modifier, aMode, bMode, a, b }: Instruction): readonly number[] {
  const operation = (OPCODES.indexOf(opcode) << 3) + MODIFIERS.indexOf(modifier);
  return [operation, codeOf(aMode), codeOf(bMode), a, b];
}

function codeOf(mode: Mode): number {
  const code = MODES.indexOf(mode);
  return code > 4 ? (code - 3) | A_FIELD : code;
}
