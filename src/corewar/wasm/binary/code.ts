/** A number type of WebAssembly (spec 5.3.1). The MARS computes with integers only. */
export type ValueType = "i32" | "i64";

/** Bytes as a tree, so that composing costs nothing; written once by a `ByteWriter`. */
export type Code = readonly (number | Code | Uint8Array)[];

/** Instructions that leave one value of type `T` on the stack. */
export interface Expression<T extends ValueType = ValueType> {
  readonly type: T;
  readonly code: Code;
}

/** Instructions that leave the stack as it was. */
export interface Statement {
  readonly code: Code;
}

/** Binary codes of the number types (spec 5.3.1). */
export const TYPE_BYTE: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e };

/** A numeric instruction with two operands (spec 5.4.7): both operands' code, then the opcode. */
export const binary =
  <Operand extends ValueType, Result extends ValueType>(opcode: number, type: Result) =>
  (a: Expression<Operand>, b: Expression<Operand>): Expression<Result> => ({
    type,
    code: [a.code, b.code, opcode],
  });

/** A numeric instruction with one operand (spec 5.4.7). */
export const unary =
  <Operand extends ValueType, Result extends ValueType>(opcode: number, type: Result) =>
  (a: Expression<Operand>): Expression<Result> => ({ type, code: [a.code, opcode] });

/**
 * `select` (spec 5.4.4): `whenTrue` if the condition is not zero; both values are computed, nothing branches.
 */
export const select =
  <T extends ValueType>(type: T) =>
  (condition: Expression<"i32">, whenTrue: Expression<T>, whenFalse: Expression<T>): Expression<T> => ({
    type,
    code: [whenTrue.code, whenFalse.code, condition.code, 0x1b],
  });
