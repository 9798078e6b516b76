import { stripTypeScriptTypes } from "node:module";
import {
  countNodes,
  declaresEntry,
  fingerprint,
  mutate,
  parseProgram,
  readConstants,
} from "../program/index.ts";
import type { Language, ProgramFault } from "./language.ts";

/**
 * TypeScript whose types can be stripped: JavaScript with annotations, which Node's own stripper turns into
 * blanks.
 */
export const typescript: Language = {
  name: "typescript",
  extensions: [".ts", ".mts"],
  fence: "typescript",
  comment: "//",
  contract: "function",
  command: ["node", "{program}"],
  describe: "TypeScript (only types that can be stripped: no enums, namespaces or decorators)",
  features: { nodes: (source) => countNodes(source, "typescript") },
  check(source, entryPoint) {
    const parsed = parseProgram(source, "typescript");
    if (parsed.status !== "ok") {
      return { kind: parsed.kind, message: `the program does not parse: ${parsed.message}` };
    }
    // a command has a compiler of its own
    if (entryPoint === null) return null;
    if (!declaresEntry(parsed.program.root, entryPoint)) {
      return {
        kind: "entry",
        message: `the program neither exports nor defines the entry point ${entryPoint}`,
      };
    }
    return typesFault(source);
  },
  toJavaScript: stripTypeScriptTypes,
  fingerprint: (source) => fingerprint(source, "typescript"),
  constants: (source) => readConstants(source, "typescript"),
  vary: (input) => mutate({ ...input, language: "typescript" }),
};

function typesFault(source: string): ProgramFault | null {
  try {
    stripTypeScriptTypes(source);
    return null;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "").slice(0, 300) : "unknown";
    return { kind: "syntax", message: `the program's types cannot be stripped: ${why}` };
  }
}
