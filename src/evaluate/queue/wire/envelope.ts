import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

/** Why something from the queue is not taken; counted by these names. */
export type Refusal = "oversized" | "malformed" | "unsigned" | "version" | "misplaced" | "forged";

/** Sorts of text that travel: a signature under one counts under no other. */
export type EnvelopeKind = "lot" | "parcel" | "result" | "bundle" | "worker" | "note" | "elites";

/** The text inside an envelope, or why the envelope was not opened. */
export type Opened =
  | { readonly status: "ok"; readonly body: string }
  | { readonly status: "refused"; readonly refusal: Refusal };

/** The secret that everybody of a fleet shares. */
export type Secret = Buffer;

/** Form of the envelope; another one is refused by name. */
const FORM = 3;

/** The line before the text: form, kind, signature, scope. */
const HEAD = /^(\d+) (\w+) ([0-9a-f]*) (.*)$/s;

/**
 * Signs a text for one place: HMAC-SHA256 over form, kind, scope and text, in a line before the text. The scope names what
 * it is for (a parcel by its queue and name, results by their lot, a bundle by its hash), so that a text that was signed for one place is refused at every other.
 */
export function seal(secret: Secret, kind: EnvelopeKind, scope: string, body: string): string {
  return `${FORM} ${kind} ${macOf(secret, kind, scope, body)} ${scope}\n${body}`;
}

/** Opens a text that was signed for this place, or says why it is none. */
export function unseal(
  secret: Secret,
  text: string,
  place: { readonly kind: EnvelopeKind; readonly scope: string; readonly mostBytes: number },
): Opened {
  if (text.length > place.mostBytes) return refused("oversized");
  // the form of earlier versions
  if (text.startsWith('{"form":')) return refused("version");
  const end = text.indexOf("\n");
  const head = end < 0 || end > LONGEST_HEAD ? null : HEAD.exec(text.slice(0, end));
  if (head === null) return refused("malformed");
  const [, form, kind = "", mac = "", scope = ""] = head;
  if (Number(form) !== FORM) return refused("version");
  if (mac === "") return refused("unsigned");
  const body = text.slice(end + 1);
  const expected = Buffer.from(macOf(secret, kind, scope, body), "hex");
  const given = Buffer.from(mac, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refused("forged");
  return kind === place.kind && scope === place.scope ? { status: "ok", body } : refused("misplaced");
}

/** Longest line before a text, characters. */
const LONGEST_HEAD = 4096;

function refused(refusal: Refusal): Opened {
  return { status: "refused", refusal };
}

/** Keys made of secrets: to make one takes six times as long as to sign with it. */
const keys = new WeakMap<Secret, KeyObject>();

function keyOf(secret: Secret): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, key);
  return key;
}

function macOf(secret: Secret, kind: string, scope: string, body: string): string {
  return createHmac("sha256", keyOf(secret))
    .update(JSON.stringify([FORM, kind, scope]))
    .update("\n")
    .update(body)
    .digest("hex");
}
