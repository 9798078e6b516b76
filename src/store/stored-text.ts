import { hash } from "node:crypto";

/** Bytes of a program's hash: enough that nobody finds two texts with the same one. */
export const HASH_BYTES = 16;

/** Content address of a program's text: the beginning of its SHA-256. */
export function hashOfText(text: string): Uint8Array {
  // UTF-8 cannot say a lone surrogate; a model or a hostile program may produce one
  const bytes = text.isWellFormed() ? text : Buffer.from(text, "utf16le");
  return hash("sha256", bytes, "buffer").subarray(0, HASH_BYTES);
}

/** Text of an older run's column: TEXT, or a BLOB of UTF-16 where UTF-8 cannot say it. */
export function unpackText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf16le") : String(value);
}
