import { MODES, MODIFIERS, OPCODES, type Warrior } from "../instruction.ts";

/** Names of the numbers of {@link codeFeatures}, in their order. */
export const CODE_FEATURES: readonly string[] = [
  ...OPCODES,
  ...MODIFIERS.map((modifier) => `.${modifier}`),
  ...MODES.map((mode) => `A ${mode}`),
  ...MODES.map((mode) => `B ${mode}`),
  "length",
];

/** A warrior's code in numbers: the share of its instructions with each opcode, modifier and mode, and its length in hundreds. */
export function codeFeatures({ instructions }: Warrior): readonly number[] {
  const share = <T>(values: readonly T[], all: readonly T[]): number[] =>
    all.map((one) => values.filter((value) => value === one).length / Math.max(1, values.length));
  return [
    ...share(
      instructions.map(({ opcode }) => opcode),
      OPCODES,
    ),
    ...share(
      instructions.map(({ modifier }) => modifier),
      MODIFIERS,
    ),
    ...share(
      instructions.map(({ aMode }) => aMode),
      MODES,
    ),
    ...share(
      instructions.map(({ bMode }) => bMode),
      MODES,
    ),
    instructions.length / 100,
  ];
}
