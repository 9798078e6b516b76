import type { Random } from "../../core/index.ts";
import type { Instruction, Mode, Modifier, Opcode } from "../instruction.ts";
import { reduce } from "../reduce.ts";

/** A piece of code that runs on its own: whoever jumps to its entry has started it. */
export interface Block {
  readonly kind: string;
  readonly instructions: readonly Instruction[];
  /** Index of its first instruction to execute. */
  readonly entry: number;
}

/** The means of a generator. */
export interface Drawing {
  readonly random: Random;
  readonly coreSize: number;
}

/** Writes instructions in the words of the assembler, with numbers of either sign. */
export type Write = (
  operation: `${Opcode}.${Modifier}`,
  aMode: Mode,
  a: number,
  bMode: Mode,
  b: number,
) => Instruction;

/** The writer for cores of a size. */
export function writerFor(coreSize: number): Write {
  return (operation, aMode, a, bMode, b) => {
    const [opcode, modifier] = operation.split(".") as [Opcode, Modifier];
    return { opcode, modifier, aMode, a: reduce(a, coreSize), bMode, b: reduce(b, coreSize) };
  };
}
