/** Reads a packed vector: little-endian 32-bit floats in Base64. */
export function unpackVector(packed: string): Float32Array {
  const bytes = Buffer.from(packed, "base64");
  return Float32Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readFloatLE(4 * at));
}

/**
 * The inner product of two vectors, the cosine where both have length 1; 0 where another model made one of
 * them.
 */
export function product(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0;
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
