import Fraction from "fraction.js";

/** An exact rational number, of any size. */
export type Rational = Fraction;

/**
 * The exact rational value of a finite double (a dyadic fraction: nothing is rounded), of an integer, or of a
 * text such as `"-3/7"`, `"12"` or `"0.25"`.
 *
 * @throws RangeError for NaN and infinities; SyntaxError for a text that is no number
 */
export function exactly(value: number | bigint | string): Rational {
  if (typeof value === "string") return new Fraction(checked(value));
  if (typeof value === "bigint") return new Fraction(value, 1n);
  if (!Number.isFinite(value)) throw new RangeError(`expected a finite number, got ${value}`);
  const [integers, bits] = scaledIntegers([value]);
  return new Fraction(integers[0] ?? 0n, 1n << BigInt(bits));
}

/** Plain integers, fractions and decimals only: the library also reads repeating decimals and mixed numbers. */
function checked(text: string): string {
  if (text.length <= LONGEST && /^[+-]?\d+(?:\/\d+|\.\d+)?$/.test(text) && !/\/0+$/.test(text)) return text;
  throw new SyntaxError(`expected a number such as "-3/7" or "12", got ${JSON.stringify(text.slice(0, 40))}`);
}

/** Longest text of a number, characters. */
const LONGEST = 10_000;

/** Doubles as integers over one power of two: value k is `integers[k] / 2^bits`, exactly. */
export function scaledIntegers(
  values: readonly number[],
): readonly [integers: readonly bigint[], bits: number] {
  const bits = values.reduce((most, value) => Math.max(most, fractionBits(value)), 0);
  return [values.map((value) => integerOf(value, bits)), bits];
}

/** Binary places behind the point of a finite double, 0 to 1074. */
function fractionBits(value: number): number {
  let bits = 0;
  for (let rest = value; !Number.isInteger(rest); rest *= 2) bits++;
  return bits;
}

/** value · 2^bits. Multiplying a double by 2 is exact as long as it does not overflow, so only the fraction is shifted so. */
function integerOf(value: number, bits: number): bigint {
  const own = fractionBits(value);
  let mantissa = value;
  for (let bit = 0; bit < own; bit++) mantissa *= 2;
  return BigInt(mantissa) << BigInt(bits - own);
}

/**
 * A rational as a decimal text, rounded down or up (towards −∞, +∞) at a number of digits behind the point.
 *
 * @param digits - 0 or more
 */
export function decimalOf(value: Rational, digits: number, rounding: "down" | "up"): string {
  const scaled = value.s * value.n * 10n ** BigInt(digits);
  const truncated = scaled / value.d;
  const isExact = truncated * value.d === scaled;
  const shift = isExact
    ? 0n
    : rounding === "down" && scaled < 0n
      ? -1n
      : rounding === "up" && scaled > 0n
        ? 1n
        : 0n;
  const integer = truncated + shift;
  const text = (integer < 0n ? -integer : integer).toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  return `${integer < 0n ? "-" : ""}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ""}`;
}

/** The larger of two rationals. */
export function larger(a: Rational, b: Rational): Rational {
  return a.compare(b) >= 0 ? a : b;
}

/** The smaller of two rationals. */
export function smaller(a: Rational, b: Rational): Rational {
  return a.compare(b) <= 0 ? a : b;
}
