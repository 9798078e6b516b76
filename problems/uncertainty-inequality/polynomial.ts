/** A polynomial with integer coefficients, the constant first. */
export type Polynomial = readonly bigint[];

/** The value at an integer. */
export function valueAt(p: Polynomial, x: bigint): bigint {
  return p.reduceRight((value, coefficient) => value * x + coefficient, 0n);
}

/** The derivative. */
export function derivative(p: Polynomial): Polynomial {
  return p.slice(1).map((coefficient, k) => coefficient * BigInt(k + 1));
}

/** Quotient by x − root, which must divide it. */
export function withoutRoot(p: Polynomial, root: bigint): Polynomial {
  const quotient: bigint[] = [];
  let carry = 0n;
  for (const coefficient of p.toReversed()) {
    carry = carry * root + coefficient;
    quotient.push(carry);
  }
  return quotient.slice(0, -1).reverse();
}

/** p(x / 2^bits) · 2^(bits · degree): the same polynomial on a finer grid of integers. */
export function onGrid(p: Polynomial, bits: bigint): Polynomial {
  return p.map((coefficient, k) => coefficient << (bits * BigInt(p.length - 1 - k)));
}

/** The polynomial, positive for large x, without leading zeros. */
export function upright(p: Polynomial): Polynomial {
  const kept = p.slice(0, p.findLastIndex((coefficient) => coefficient !== 0n) + 1);
  return (kept.at(-1) ?? 0n) < 0n ? kept.map((coefficient) => -coefficient) : kept;
}

/**
 * The largest positive root at which an upright polynomial changes its sign, as the integer right above it; `null` where
 * there is none. Intervals are halved until Descartes' rule of signs says of each how many roots it holds (Vincent,
 * Collins and Akritas); two roots nearer to each other than 1 are not told apart, and change no sign.
 */
export function lastSignChange(p: Polynomial): bigint | null {
  const whole = primitive(p);
  return lastWithin(whole, 0n, rootBound(whole));
}

/** The same within an interval whose length is a power of two. */
function lastWithin(p: Polynomial, low: bigint, high: bigint): bigint | null {
  const count = rootsWithin(p, low, high - low);
  if (count === 0) return null;
  const differs = (): boolean => valueAt(p, low) < 0n !== valueAt(p, high) < 0n;
  if (high - low === 1n) return differs() ? high : null;
  const middle = (low + high) / 2n;
  if (count === 1 && differs()) return signChange(p, low, high);
  return lastWithin(p, middle, high) ?? lastWithin(p, low, middle);
}

/** The integer above the only change of sign between two integers, by bisection. */
function signChange(p: Polynomial, low: bigint, high: bigint): bigint {
  const isBelow = valueAt(p, high) < 0n;
  let [left, right] = [low, high];
  while (right - left > 1n) {
    const middle = (left + right) / 2n;
    if (valueAt(p, middle) < 0n === isBelow) right = middle;
    else left = middle;
  }
  return right;
}

/** Roots between two integers by Descartes' rule: never too few, exact where it is 0 or 1. */
function rootsWithin(p: Polynomial, low: bigint, length: bigint): number {
  const bits = BigInt(length.toString(2).length - 1);
  const unit = shifted(p, low).map((coefficient, k) => coefficient << (bits * BigInt(k)));
  return variations(shifted(unit.toReversed(), 1n));
}

/** A power of two beyond all roots (Cauchy). */
function rootBound(p: Polynomial): bigint {
  const lead = p.at(-1) ?? 1n;
  const largest = p.reduce((most, value) => (size(value) > most ? size(value) : most), 1n);
  return 1n << BigInt((largest / size(lead) + 2n).toString(2).length);
}

/** p(x + t), by repeated synthetic division. */
function shifted(p: Polynomial, t: bigint): Polynomial {
  const q = [...p];
  for (let low = 0; low < q.length - 1; low++) {
    for (let k = q.length - 2; k >= low; k--) q[k] = (q[k] ?? 0n) + t * (q[k + 1] ?? 0n);
  }
  return q;
}

/** Changes of sign in a sequence, zeros left out. */
function variations(values: readonly bigint[]): number {
  const signs = values.filter((value) => value !== 0n).map((value) => value > 0n);
  return signs.filter((sign, k) => k > 0 && sign !== signs[k - 1]).length;
}

/** The polynomial divided by what its coefficients have in common. */
function primitive(p: Polynomial): Polynomial {
  const content = p.reduce((common, value) => (common === 1n ? common : gcd(common, size(value))), 0n);
  return content > 1n ? p.map((value) => value / content) : p;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
