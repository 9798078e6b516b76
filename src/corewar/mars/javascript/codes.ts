import {
  type Instruction,
  MODES,
  MODIFIERS,
  type Mode,
  type Modifier,
  OPCODES,
  type Opcode,
} from "../../instruction.ts";

/** An instruction without its fields. */
export type Kind = Pick<Instruction, "opcode" | "modifier" | "aMode" | "bMode">;

/** Number of different kinds: opcodes × modifiers × modes × modes. */
export const KINDS: number = OPCODES.length * MODIFIERS.length * MODES.length * MODES.length;

/** The kind with this index, which is ((opcode · 7 + modifier) · 8 + A-mode) · 8 + B-mode. */
export function kindAt(index: number): Kind {
  const operation = index >> 6;
  return {
    opcode: OPCODES[Math.floor(operation / MODIFIERS.length)] as Opcode,
    modifier: MODIFIERS[operation % MODIFIERS.length] as Modifier,
    aMode: MODES[(index >> 3) & 7] as Mode,
    bMode: MODES[index & 7] as Mode,
  };
}

const opcodeIndex = new Map<string, number>(OPCODES.map((opcode, index) => [opcode, index]));
const modifierIndex = new Map<string, number>(MODIFIERS.map((modifier, index) => [modifier, index]));
const modeIndex = new Map<string, number>(MODES.map((mode, index) => [mode, index]));

/** Inverse of {@link kindAt}. */
export function kindIndex(kind: Kind): number {
  const operation =
    (opcodeIndex.get(kind.opcode) ?? 0) * MODIFIERS.length + (modifierIndex.get(kind.modifier) ?? 0);
  return (operation << 6) | ((modeIndex.get(kind.aMode) ?? 0) << 3) | (modeIndex.get(kind.bMode) ?? 0);
}

/**
 * Kinds that warriors use most, as patterns `opcode.modifier A-modes B-modes`. They get handlers of their
 * own; every other kind is decoded in three steps.
 */
const COMMON = [
  "DAT.F #$@*< #$@*<",
  "MOV.I $@*{<}> $@*{<}>",
  "MOV.I # $*}",
  "MOV.AB # $@",
  "ADD.AB # $@*",
  "ADD.F $# $@",
  "SUB.AB # $@",
  "SUB.F $# $@",
  "JMP.B $@*{<}> $#@*",
  "JMP.B $ <>{}",
  "SPL.B $#@*{<}> $#@*",
  "SPL.B $ <>{}",
  "JMZ.B $@ $@<",
  "JMZ.F $ $@<",
  "JMN.B $@ $@",
  "DJN.B $@ $#<",
  "DJN.F $ $<>{}",
  "SLT.AB # $@",
  "SEQ.I $@ $@<",
  "CMP.I $@ $@<",
  "SNE.I $@*} $@*}",
  "NOP.B #$@* #$@*",
] as const;

/** Indices of the common kinds, without repeats, in the order of the table. */
export function commonKinds(): number[] {
  const indices = new Set<number>();
  for (const line of COMMON) {
    const [operation = "", aModes = "", bModes = ""] = line.split(" ");
    const [opcode, modifier] = operation.split(".") as [Opcode, Modifier];
    for (const aMode of aModes as Iterable<Mode>) {
      for (const bMode of bModes as Iterable<Mode>) {
        indices.add(kindIndex({ opcode, modifier, aMode, bMode }));
      }
    }
  }
  return [...indices];
}
