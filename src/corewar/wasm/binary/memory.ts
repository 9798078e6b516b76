import type { Code, Expression, Statement, ValueType } from "./code.ts";
import { unsignedLeb128 } from "./leb128.ts";

/**
 * A memory argument (spec 5.4.6): the alignment promised, as a power of two, and a constant added to the
 * address.
 */
const argument = (alignment: number, offset: number): Code => [alignment, unsignedLeb128(offset)];

const load =
  <T extends ValueType>(opcode: number, alignment: number, type: T) =>
  (address: Expression<"i32">, offset = 0): Expression<T> => ({
    type,
    code: [address.code, opcode, argument(alignment, offset)],
  });

const store =
  <T extends ValueType>(opcode: number, alignment: number) =>
  (address: Expression<"i32">, value: Expression<T>, offset = 0): Statement => ({
    code: [address.code, value.code, opcode, argument(alignment, offset)],
  });

/**
 * Loads and stores of linear memory (spec 5.4.6); narrow loads are zero-extended, narrow stores keep the low
 * bits.
 */
export const memory = {
  load8: load<"i32">(0x2d, 0, "i32"),
  load16: load<"i32">(0x2f, 1, "i32"),
  load32: load<"i32">(0x28, 2, "i32"),
  load64: load<"i64">(0x29, 3, "i64"),
  store8: store<"i32">(0x3a, 0),
  store16: store<"i32">(0x3b, 1),
  store32: store<"i32">(0x36, 2),
  store64: store<"i64">(0x37, 3),
} as const;
