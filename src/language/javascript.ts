import type { Language } from "./language.ts";
import { parsedLanguage } from "./parsed-language.ts";

/** JavaScript: parsed, varied over its syntax tree, run by the toolkit's own engines. */
export const javascript: Language = {
  name: "javascript",
  extensions: [".js", ".mjs"],
  fence: "javascript",
  comment: "//",
  command: ["node", "{program}"],
  describe: "JavaScript",
  ...parsedLanguage("javascript"),
  toJavaScript: (source) => source,
};
