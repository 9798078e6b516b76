import { type Fingerprint, shortHash } from "../core/index.ts";
import type { ParsedLanguage } from "./language.ts";
import { parseProgram } from "./parse.ts";
import { plainTextForm } from "./text-form.ts";

/**
 * The two fingerprints by which equal programs of a parsed language are recognised. Broken text is compared
 * as it stands, so that two programs are never taken for one.
 */
export function fingerprint(source: string, language: ParsedLanguage): Fingerprint {
  const parsed = parseProgram(source, language);
  return parsed.status === "ok" ? parsed.program.fingerprint : plainFingerprint(source);
}

/** The fingerprints of a text that no parser here understands: its text, but for line endings. */
export function plainFingerprint(source: string): Fingerprint {
  const text = shortHash(plainTextForm(source));
  return { text, tree: text };
}
