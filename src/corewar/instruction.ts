/**
 * Opcodes of Redcode '94 with the pMARS extensions, in the order of their codes. `CMP` does what `SEQ` does,
 * but is another code, as in pMARS: a cell that holds `CMP.I $0,$1` differs from one that holds `SEQ.I $0,$1`
 * when `.I` compares them.
 */
export const OPCODES = [
  "DAT",
  "MOV",
  "ADD",
  "SUB",
  "MUL",
  "DIV",
  "MOD",
  "JMP",
  "JMZ",
  "JMN",
  "DJN",
  "SPL",
  "SLT",
  "SEQ",
  "SNE",
  "NOP",
  "LDP",
  "STP",
  "CMP",
] as const;

/** Modifiers in the order of their codes. */
export const MODIFIERS = ["A", "B", "AB", "BA", "F", "X", "I"] as const;

/**
 * Addressing modes in the order of their codes: immediate, direct, A-indirect, B-indirect, pre-decrement and
 * post-increment of either.
 */
export const MODES = ["#", "$", "*", "@", "{", "<", "}", ">"] as const;

export type Opcode = (typeof OPCODES)[number];
export type Modifier = (typeof MODIFIERS)[number];
export type Mode = (typeof MODES)[number];

/** One instruction of a loaded warrior; fields are already reduced to [0, core size). */
export interface Instruction {
  readonly opcode: Opcode;
  readonly modifier: Modifier;
  readonly aMode: Mode;
  readonly a: number;
  readonly bMode: Mode;
  readonly b: number;
}

/** A warrior that can be placed in a core: what the assembler returns and the MARS loads. */
export interface Warrior {
  readonly name: string;
  readonly author: string;
  readonly strategy: string;
  readonly instructions: readonly Instruction[];
  /** Index of the first instruction to execute. */
  readonly start: number;
  /**
   * P-space identification number; warriors with an equal one share their p-space. `null` when none was
   * given.
   */
  readonly pin: number | null;
}
