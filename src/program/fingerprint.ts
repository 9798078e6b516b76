import { type Fingerprint, shortHash } from "../core/index.ts";
import type { ProgramLanguage } from "./language.ts";
import { parseProgram } from "./parse.ts";
import { plainTextForm } from "./text-form.ts";

/**
 * The two fingerprints by which equal programs are recognised. Text that no parser here understands (another language, or
 * broken) is compared as it stands, so that two programs are never taken for one.
 */
export function fingerprint(source: string, language: ProgramLanguage): Fingerprint {
  const parsed = parseProgram(source, language);
  if (parsed.status === "ok") return parsed.program.fingerprint;
  const text = shortHash(plainTextForm(source));
  return { text, tree: text };
}
