/** A hash as an SQLite value: hex digits as bytes, any other text as it is. */
export function packHash(hash: string): string | Uint8Array {
  return /^(?:[0-9a-f]{2})+$/.test(hash) ? Buffer.from(hash, "hex") : hash;
}

/** The text that {@link packHash} was given. */
export function unpackHash(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
}
