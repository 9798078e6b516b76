import type { Opcode } from "../instruction.ts";

const FROM_ANY = { a: "#$@<", b: "$@<" } as const;
const JUMP = { a: "$@<", b: "#$@<" } as const;

/**
 * Modes that Redcode '88 allows for the operands of each of its opcodes (ICWS'88, table of legal modes, as
 * `pmars -8` checks it).
 */
export const MODES_88: Readonly<Partial<Record<Opcode, { readonly a: string; readonly b: string }>>> = {
  DAT: { a: "#<", b: "#<" },
  MOV: FROM_ANY,
  ADD: FROM_ANY,
  SUB: FROM_ANY,
  CMP: FROM_ANY,
  // ICWS'88 has no immediate B here; pMARS takes it.
  SLT: { a: "#$@<", b: "#$@<" },
  JMP: JUMP,
  JMZ: JUMP,
  JMN: JUMP,
  DJN: JUMP,
  SPL: JUMP,
};
