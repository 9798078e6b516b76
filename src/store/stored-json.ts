import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Json } from "../core/index.ts";

/** Shorter texts are kept as they are. */
const WORTH_PACKING = 512;

/** A JSON value as an SQLite value: its text, or that text deflated where it is long (prompts shrink to about a quarter). */
export function packJson(value: Json): string | Uint8Array {
  // `JSON.stringify` escapes lone surrogates, so the text is always valid UTF-8.
  const text = JSON.stringify(value);
  return text.length < WORTH_PACKING ? text : deflateRawSync(text, { level: 6 });
}

/** The value that {@link packJson} was given; SQLite's NULL is `null`. */
export function unpackJson(value: unknown): Json {
  if (value === null) return null;
  const text = value instanceof Uint8Array ? inflateRawSync(value).toString("utf8") : String(value);
  return JSON.parse(text) as Json;
}
