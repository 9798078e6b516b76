import {
  countNodes,
  declaresEntry,
  fingerprint,
  mutate,
  parseProgram,
  type ParsedLanguage,
  readConstants,
} from "../program/index.ts";
import type { Language, ProgramFault } from "./language.ts";

/** The part of a record that a language has from its syntax tree. */
export function parsedLanguage(language: ParsedLanguage): Pick<
  Language,
  "contract" | "features" | "fingerprint" | "constants" | "vary"
> & {
  readonly check: (source: string, entryPoint: string | null) => ProgramFault | null;
} {
  return {
    contract: "function",
    features: { nodes: (source) => countNodes(source, language) },
    check(source, entryPoint) {
      const parsed = parseProgram(source, language);
      if (parsed.status !== "ok") {
        return { kind: parsed.kind, message: `the program does not parse: ${parsed.message}` };
      }
      if (entryPoint === null || declaresEntry(parsed.program.root, entryPoint)) return null;
      return {
        kind: "entry",
        message: `the program neither exports nor defines the entry point ${entryPoint}`,
      };
    },
    fingerprint: (source) => fingerprint(source, language),
    constants: (source) => readConstants(source, language),
    vary: (input) => mutate({ ...input, language }),
  };
}
