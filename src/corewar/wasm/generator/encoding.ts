import { MODES, MODIFIERS, type Mode, type Modifier, OPCODES, type Opcode } from "../../instruction.ts";

/** An instruction without its two numbers. */
export interface Operation {
  readonly opcode: Opcode;
  readonly modifier: Modifier;
  readonly aMode: Mode;
  readonly bMode: Mode;
}

const number = ({ opcode, modifier, aMode, bMode }: Operation): number =>
  (OPCODES.indexOf(opcode) << 9) |
  (MODIFIERS.indexOf(modifier) << 6) |
  (MODES.indexOf(aMode) << 3) |
  MODES.indexOf(bMode);

/**
 * `DAT.F $,$` must be 0, so that a cleared memory is an empty core; all codes are exclusive-ored with its
 * number.
 */
const EMPTY = number({ opcode: "DAT", modifier: "F", aMode: "$", bMode: "$" });

/** One more than the largest code. */
export const CODES = 1 << 14;

/** The number, in [0, {@link CODES}), that tells an operation from all others. */
export const encode = (operation: Operation): number => number(operation) ^ EMPTY;

/** The operation with a code; `null` for the numbers that no operation has. */
export function decode(code: number): Operation | null {
  const bits = code ^ EMPTY;
  const opcode = OPCODES[bits >> 9];
  const modifier = MODIFIERS[(bits >> 6) & 7];
  const aMode = MODES[(bits >> 3) & 7];
  const bMode = MODES[bits & 7];
  if (opcode === undefined || modifier === undefined || aMode === undefined || bMode === undefined)
    return null;
  return { opcode, modifier, aMode, bMode };
}
