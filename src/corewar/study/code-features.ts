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
  const share = (part: "opcode" | "modifier" | "aMode" | "bMode", all: readonly string[]): number[] =>
    all.map(
      (one) =>
        instructions.filter((instruction) => instruction[part] === one).length /
        Math.max(1, instructions.length),
    );
  return [
    ...share("opcode", OPCODES),
    ...share("modifier", MODIFIERS),
    ...share("aMode", MODES),
    ...share("bMode", MODES),
    instructions.length / 100,
  ];
}
