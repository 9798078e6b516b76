import { stripTypeScriptTypes } from "node:module";
import type { Fingerprint } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { assemble } from "../../corewar/index.ts";
import {
  declaresEntry,
  fingerprint,
  hasParser,
  parseProgram,
  sameOutsideRegions,
} from "../../program/index.ts";
import { redcodeRules } from "../vary.ts";

/** What a look at a program's text says before anything runs. */
export type Verification =
  | { readonly status: "ok"; readonly fingerprint: Fingerprint }
  | {
      readonly status: "failed";
      /** `syntax`, `entry`, `frozen`, `duplicate`, or a kind of the parser. */
      readonly kind: string;
      readonly message: string;
      readonly fingerprint: Fingerprint;
    };

/**
 * Checks a child before it is scored: it parses (or assembles), its types can be stripped, it has the entry point, its frozen parts are its
 * parent's byte for byte, and nothing equal was proposed before, as far as the step may know.
 *
 * @param parent - text of the step's parent, whose frozen parts count
 */
export function verify(
  child: string,
  parent: string,
  { definition }: Problem,
  seen: (fingerprint: Fingerprint) => boolean,
): Verification {
  const { language, entryPoint } = definition;
  const print = fingerprint(child, language);
  const failed = (kind: string, message: string): Verification => ({
    status: "failed",
    kind,
    message,
    fingerprint: print,
  });
  if (!sameOutsideRegions(parent, child))
    return failed("frozen", "the program differs from its parent outside the EVOLVE-BLOCK regions");
  if (hasParser(language)) {
    const parsed = parseProgram(child, language);
    if (parsed.status !== "ok") return failed(parsed.kind, `the program does not parse: ${parsed.message}`);
    if (!declaresEntry(parsed.program.root, entryPoint))
      return failed("entry", `the program neither exports nor defines the entry point ${entryPoint}`);
    const types = language === "typescript" ? typesProblem(child) : null;
    if (types !== null) return failed("syntax", `the program's types cannot be stripped: ${types}`);
  }
  const redcode = language === "redcode" ? redcodeProblem(child, definition) : null;
  if (redcode !== null) return failed("syntax", `the warrior does not assemble: ${redcode}`);
  if (seen(print))
    return failed("duplicate", "an equal program (comments and layout aside) was tried before");
  return { status: "ok", fingerprint: print };
}

/** True for a text that could be a program of the problem, as far as a look can tell. */
export function isPlausible(text: string, { definition }: Problem): boolean {
  const { language } = definition;
  if (hasParser(language)) return parseProgram(text, language).status === "ok";
  return language === "redcode" && redcodeProblem(text, definition) === null;
}

/** What keeps a warrior from being assembled, leniently, as the evaluator does it; `null`: nothing. */
function redcodeProblem(source: string, { inputs }: Problem["definition"]): string | null {
  const assembly = assemble(source, { settings: redcodeRules(inputs[0] ?? null), mode: "lenient" });
  if (assembly.status === "ok") return null;
  return assembly.errors
    .slice(0, 3)
    .map(({ line, message }) => `line ${line}: ${message}`)
    .join("; ");
}

function typesProblem(source: string): string | null {
  try {
    stripTypeScriptTypes(source);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "").slice(0, 300) : "unknown";
  }
}
