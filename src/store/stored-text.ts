import { createHash } from "node:crypto";

/**
 * Text as an SQLite value that gives back exactly the same string. UTF-8 cannot say a lone surrogate (a model or a hostile
 * program may produce one); such text is kept as UTF-16 bytes.
 */
export function packText(text: string): string | Uint8Array {
  return text.isWellFormed() ? text : Buffer.from(text, "utf16le");
}

/** The string that {@link packText} was given. */
export function unpackText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf16le") : String(value);
}

/** Content address of a packed text: its SHA-256. */
export function hashPacked(packed: string | Uint8Array): Uint8Array {
  return createHash("sha256").update(packed).digest();
}
