import {
  countNodes,
  declaresEntry,
  fingerprint,
  mutate,
  parseProgram,
  readConstants,
} from "../program/index.ts";
import type { Language } from "./language.ts";

/** JavaScript: parsed, varied over its syntax tree, run by the toolkit's own engines. */
export const javascript: Language = {
  name: "javascript",
  extensions: [".js", ".mjs"],
  fence: "javascript",
  comment: "//",
  contract: "function",
  command: ["node", "{program}"],
  describe: "JavaScript",
  features: { nodes: (source) => countNodes(source, "javascript") },
  check(source, entryPoint) {
    const parsed = parseProgram(source, "javascript");
    if (parsed.status !== "ok") {
      return { kind: parsed.kind, message: `the program does not parse: ${parsed.message}` };
    }
    if (entryPoint === null || declaresEntry(parsed.program.root, entryPoint)) return null;
    return {
      kind: "entry",
      message: `the program neither exports nor defines the entry point ${entryPoint}`,
    };
  },
  toJavaScript: (source) => source,
  fingerprint: (source) => fingerprint(source, "javascript"),
  constants: (source) => readConstants(source, "javascript"),
  vary: (input) => mutate({ ...input, language: "javascript" }),
};
