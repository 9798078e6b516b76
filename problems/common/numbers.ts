/** A finite number, and nothing that only converts to one. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** A list of finite numbers of this length. */
export function isVector(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(isNumber);
}

/** Lists of finite numbers, all of one length: a table, or what is wrong with it. */
export function readTable(
  value: unknown,
  { rows, columns, row }: { readonly rows: number; readonly columns: string; readonly row: string },
): readonly (readonly number[])[] | string {
  const width = columns.split(",").length;
  if (!Array.isArray(value)) return `expected a list of ${row}s ${columns}`;
  if (value.length !== rows) return `expected ${rows} ${row}s, got ${value.length}`;
  const bad = value.findIndex((entry) => !isVector(entry, width));
  return bad === -1 ? (value as number[][]) : `${row} ${bad} is not ${columns} with ${width} finite numbers`;
}

/** Heights of a step function: a list of finite numbers, or what is wrong with it. */
export function readHeights(
  value: unknown,
  { least, most }: { readonly least: number; readonly most: number },
): readonly number[] | string {
  if (!Array.isArray(value)) return "expected a list of heights";
  if (value.length < least || value.length > most)
    return `expected ${least === most ? least : `${least} to ${most}`} heights, got ${value.length}`;
  const bad = value.findIndex((height) => !isNumber(height));
  return bad === -1 ? (value as number[]) : `height ${bad} is not a finite number`;
}

/** Sum of some numbers. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The convolution of two lists of numbers, Σ a[i]·b[k − i]. */
export function convolution(a: readonly number[], b: readonly number[]): Float64Array {
  const sums = new Float64Array(a.length + b.length - 1);
  for (const [i, x] of a.entries()) {
    for (const [j, y] of b.entries()) sums[i + j] = (sums[i + j] ?? 0) + x * y;
  }
  return sums;
}

/**
 * How a step function looks: `roughness`, the mean jump between neighbours over the mean height, and `concentration`,
 * the share of all height that the highest tenth has.
 */
export function shapeOf(heights: readonly number[]): {
  readonly roughness: number;
  readonly concentration: number;
} {
  const sizes = heights.map(Math.abs);
  const sum = total(sizes) || 1;
  const jumps = heights.slice(1).map((height, k) => Math.abs(height - (heights[k] ?? 0)));
  const highest = [...sizes].sort((a, b) => b - a).slice(0, Math.ceil(sizes.length / 10));
  return { roughness: total(jumps) / sum, concentration: total(highest) / sum };
}
