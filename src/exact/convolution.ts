/**
 * The exact convolution of two lists of integers, Σ a[i]·b[k−i] for k = 0 … a.length + b.length − 2, by
 * Kronecker's substitution: both lists become one large integer each, whose product holds every sum side by
 * side. Integers of any sign and size; 30,000 of them take seconds.
 */
export function convolve(a: readonly bigint[], b: readonly bigint[]): readonly bigint[] {
  if (a.length === 0 || b.length === 0) return [];
  const [upA, downA] = [a.map(positive), a.map((value) => positive(-value))];
  const [upB, downB] = b === a ? [upA, downA] : [b.map(positive), b.map((value) => positive(-value))];
  const isPlain = [...downA, ...downB].every((value) => value === 0n);
  const first = product(upA, upB);
  if (isPlain) return first;
  const [second, third, fourth] = [product(downA, downB), product(upA, downB), product(downA, upB)];
  return first.map((sum, k) => sum + (second[k] ?? 0n) - (third[k] ?? 0n) - (fourth[k] ?? 0n));
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

/** The convolution of two lists of integers ≥ 0. */
function product(a: readonly bigint[], b: readonly bigint[]): readonly bigint[] {
  const places = nibbles(a) + nibbles(b) + BigInt(Math.min(a.length, b.length)).toString(16).length;
  const packed = pack(a, places);
  const text = (packed * (a === b ? packed : pack(b, places))).toString(16);
  return Array.from({ length: a.length + b.length - 1 }, (_, k) => {
    const end = text.length - k * places;
    return end <= 0 ? 0n : BigInt(`0x${text.slice(Math.max(0, end - places), end)}`);
  });
}

/** Hexadecimal digits of the largest. */
function nibbles(values: readonly bigint[]): number {
  return values.reduce((most, value) => (value > most ? value : most), 0n).toString(16).length;
}

function pack(values: readonly bigint[], places: number): bigint {
  const digits = values.map((value) => value.toString(16).padStart(places, "0"));
  return BigInt(`0x${digits.reverse().join("")}`);
}
