import type { Fingerprint } from "../../core/index.ts";
import type { Language } from "../../language/index.ts";
import { contractOf } from "../../language/index.ts";
import { entryPointsOf, type ProblemDefinition } from "../../problem/index.ts";
import { sameOutsideRegions } from "../../program/index.ts";
import { repeatOf } from "./duplicates.ts";

/** Outcome of a look at a program's text before anything runs. */
export type Verification =
  | { readonly status: "ok"; readonly fingerprint: Fingerprint }
  | {
      readonly status: "failed";
      /** `syntax`, `entry`, `frozen`, `duplicate`, or a kind of the parser. */
      readonly kind: string;
      readonly message: string;
      readonly fingerprint: Fingerprint;
    };

/** Facts that a child is checked against. */
export interface VerifyContext {
  /** Text of the step's parent, whose frozen parts count. */
  readonly parent: string;
  readonly definition: ProblemDefinition;
  readonly language: Language;
  readonly seen: (fingerprint: Fingerprint) => boolean;
}

/**
 * Checks a child before it is scored: its frozen parts are its parent's byte for byte, its language finds no
 * fault in it, and nothing equal was proposed before, as far as the step may know.
 */
export function verify(child: string, { parent, definition, language, seen }: VerifyContext): Verification {
  const fingerprint = language.fingerprint(child);
  const failed = (kind: string, message: string): Verification => ({
    status: "failed",
    kind,
    message,
    fingerprint,
  });
  if (!sameOutsideRegions(parent, child))
    return failed("frozen", "the program differs from its parent outside the EVOLVE-BLOCK regions");
  const entryPoints = contractOf(definition) === "function" ? entryPointsOf(definition) : [null];
  for (const entryPoint of entryPoints) {
    const fault = language.check?.(child, entryPoint) ?? null;
    if (fault !== null) return failed(fault.kind, fault.message);
  }
  const repeat = repeatOf(seen, fingerprint);
  return repeat === null ? { status: "ok", fingerprint } : failed("duplicate", repeat);
}

/**
 * True for a text that could be a program of the language, as far as a look can tell; never without a check.
 */
export function isPlausible(text: string, { check }: Language): boolean {
  return check !== undefined && check(text, null) === null;
}
