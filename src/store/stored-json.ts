import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Json } from "../core/index.ts";
import { damagedValue } from "./store-error.ts";

/**
 * A JSON value as an SQLite value: its text, or that text deflated where it is long (prompts shrink to about
 * a quarter).
 */
export function packJson(value: Json): string | Uint8Array {
  // `JSON.stringify` escapes lone surrogates, so the text is always valid UTF-8.
  const text = JSON.stringify(value);
  return text.length < WORTH_PACKING ? text : deflateRawSync(text, { level: 6 });
}

/** The value that {@link packJson} was given; SQLite's NULL is `null`. */
export function unpackJson(value: unknown): Json {
  if (value === null) return null;
  return parseStored(value instanceof Uint8Array ? inflated(value) : String(value));
}

/** The value of a stored JSON text. @throws GalapagosError `store/corrupt` */
export function parseStored(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw damagedValue("a value of it is not JSON", error);
  }
}

/** The largest text that a value may unfold to, bytes. */
const LARGEST = 256 << 20;

function inflated(value: Uint8Array): string {
  try {
    return inflateRawSync(value, { maxOutputLength: LARGEST }).toString("utf8");
  } catch (error) {
    throw damagedValue("a compressed value of it cannot be unpacked", error);
  }
}

/** Shorter texts are kept as they are. */
const WORTH_PACKING = 512;
