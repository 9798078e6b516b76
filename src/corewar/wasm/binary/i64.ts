import { binary, type Expression, select, unary } from "./code.ts";
import { signedLeb128 } from "./leb128.ts";

type I64 = Expression<"i64">;

/** The 64-bit integer instructions that the MARS uses (spec 5.4.7). Comparisons give an i32, 1 or 0. */
export const i64 = {
  const: (value: bigint): I64 => ({ type: "i64", code: [0x42, signedLeb128(BigInt.asIntN(64, value))] }),
  eq: binary<"i64", "i32">(0x51, "i32"),
  ne: binary<"i64", "i32">(0x52, "i32"),
  add: binary<"i64", "i64">(0x7c, "i64"),
  mul: binary<"i64", "i64">(0x7e, "i64"),
  remU: binary<"i64", "i64">(0x82, "i64"),
  /** A 32-bit integer, zero-extended. */
  extend: unary<"i32", "i64">(0xad, "i64"),
  select: select("i64"),
} as const;
