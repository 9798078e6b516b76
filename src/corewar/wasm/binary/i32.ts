import { binary, type Expression, select, unary } from "./code.ts";
import { signedLeb128 } from "./leb128.ts";

type I32 = Expression<"i32">;

/** The 32-bit integer instructions that the MARS uses (spec 5.4.7). Comparisons give 1 or 0. */
export const i32 = {
  const: (value: number): I32 => ({ type: "i32", code: [0x41, signedLeb128(value | 0)] }),
  eqz: unary<"i32", "i32">(0x45, "i32"),
  eq: binary<"i32", "i32">(0x46, "i32"),
  ne: binary<"i32", "i32">(0x47, "i32"),
  ltS: binary<"i32", "i32">(0x48, "i32"),
  ltU: binary<"i32", "i32">(0x49, "i32"),
  gtS: binary<"i32", "i32">(0x4a, "i32"),
  gtU: binary<"i32", "i32">(0x4b, "i32"),
  leU: binary<"i32", "i32">(0x4d, "i32"),
  geU: binary<"i32", "i32">(0x4f, "i32"),
  add: binary<"i32", "i32">(0x6a, "i32"),
  sub: binary<"i32", "i32">(0x6b, "i32"),
  mul: binary<"i32", "i32">(0x6c, "i32"),
  divU: binary<"i32", "i32">(0x6e, "i32"),
  remU: binary<"i32", "i32">(0x70, "i32"),
  and: binary<"i32", "i32">(0x71, "i32"),
  or: binary<"i32", "i32">(0x72, "i32"),
  xor: binary<"i32", "i32">(0x73, "i32"),
  shl: binary<"i32", "i32">(0x74, "i32"),
  shrU: binary<"i32", "i32">(0x76, "i32"),
  /** The low 32 bits of a 64-bit integer. */
  wrap: unary<"i64", "i32">(0xa7, "i32"),
  select: select("i32"),
} as const;
