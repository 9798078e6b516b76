import { stripTypeScriptTypes } from "node:module";
import type { Language, ProgramFault } from "./language.ts";
import { parsedLanguage } from "./parsed-language.ts";

const parsed = parsedLanguage("typescript");

/**
 * TypeScript whose types can be stripped: JavaScript with annotations, which Node's own stripper turns into
 * blanks.
 */
export const typescript: Language = {
  name: "typescript",
  extensions: [".ts", ".mts"],
  fence: "typescript",
  comment: "//",
  command: ["node", "{program}"],
  describe: "TypeScript (only types that can be stripped: no enums, namespaces or decorators)",
  ...parsed,
  check(source, entryPoint) {
    const fault = parsed.check(source, entryPoint);
    // a command has a compiler of its own
    return fault !== null || entryPoint === null ? fault : typesFault(source);
  },
  toJavaScript: stripTypeScriptTypes,
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
