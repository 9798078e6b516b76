/** A vector of length 1 as text: little-endian 32-bit floats in Base64; `null` for what is no vector. */
export function packVector(value: unknown): string | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_NUMBERS) return null;
  if (!value.every((number) => typeof number === "number" && Number.isFinite(number))) return null;
  const length = Math.hypot(...(value as number[]));
  if (length === 0) return null;
  const bytes = Buffer.alloc(4 * value.length);
  for (const [at, number] of (value as number[]).entries()) bytes.writeFloatLE(number / length, 4 * at);
  return bytes.toString("base64");
}

/**
 * Cosine of the angle between two packed vectors, −1 to 1; `null` when their lengths differ (another model
 * made them).
 */
export function cosine(a: string, b: string): number | null {
  const [first, second] = [Buffer.from(a, "base64"), Buffer.from(b, "base64")];
  if (first.length !== second.length) return null;
  let sum = 0;
  for (let at = 0; at + 4 <= first.length; at += 4) sum += first.readFloatLE(at) * second.readFloatLE(at);
  return sum;
}

/** Longest embedding that is taken, numbers. */
const MOST_NUMBERS = 8192;
