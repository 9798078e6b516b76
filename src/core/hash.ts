import { hash } from "node:crypto";

/** SHA-256 of UTF-8 text, as 64 lower-case hex digits. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

/** The first 16 hex digits (64 bits) of the SHA-256 of the text: enough to name a program within a run. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 16);
}
