/** Which number is asked for: of the ratio I, log(|A+A|/|A|) / log(|A−A|/|A|), or of the exponent II. */
export interface Input {
  readonly quantity: "ratio" | "exponent";
  /** Most numbers of a set. */
  readonly most: number;
}

/** Largest number of a set. */
const LARGEST = 1e12;

/** Sizes of a set, of its sums and of its differences. */
export interface Sizes {
  readonly numbers: number;
  readonly sums: number;
  readonly differences: number;
  readonly largest: number;
}

/** A set of whole numbers as a program returns it, or what is wrong with it. For the exponent it holds 0 and nothing below. */
export function readSet(output: unknown, { quantity, most }: Input): readonly number[] | string {
  if (!Array.isArray(output)) return "expected a list of whole numbers";
  if (output.length < 2 || output.length > most) return `expected 2 to ${most} numbers, got ${output.length}`;
  const seen = new Set<number>();
  for (const [index, value] of output.entries()) {
    if (!Number.isInteger(value) || Math.abs(value) > LARGEST)
      return `number ${index} is not a whole number up to ${LARGEST}`;
    if (seen.has(value)) return `number ${index} is a duplicate: ${value}`;
    if (quantity === "exponent" && value < 0) return `number ${index} is negative: ${value}`;
    seen.add(value);
  }
  if (quantity === "exponent" && !seen.has(0)) return "0 is not among the numbers";
  return output as number[];
}

/** Counts the different sums and differences. */
export function sizesOf(set: readonly number[]): Sizes {
  const sums = new Set<number>();
  const differences = new Set<number>();
  for (const a of set) {
    for (const b of set) {
      sums.add(a + b);
      differences.add(a - b);
    }
  }
  return {
    numbers: set.length,
    sums: sums.size,
    differences: differences.size,
    largest: set.reduce((most, value) => Math.max(most, value)),
  };
}
