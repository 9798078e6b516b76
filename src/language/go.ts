import type { Language } from "./language.ts";
import { tokenLanguage, words } from "./token-language.ts";

/** Go, built and run by a command. */
export const go: Language = tokenLanguage({
  name: "go",
  extensions: [".go"],
  fence: "go",
  comment: "//",
  build: ["go", "build", "-o", "{artifact}", "{program}"],
  command: ["{artifact}"],
  idle: "package main\n\nfunc main() {}\n",
  describe: "Go",
  rules: {
    comments: [/\/\/.*/y, /\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y],
    strings: [
      { open: /`/y, close: () => "`", escapes: false, multiline: true },
      { open: /["']/y, close: (open) => open, escapes: true, multiline: false },
    ],
    blocks: "newlines",
    keywords: words(
      "break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var bool byte error float32 float64 int int32 int64 rune string uint uint64",
    ),
    headers: words("if for switch select"),
    clauses: words("else"),
    functions: words("func type"),
    fixed: words("package import case default const"),
    declare: (name, value) => `${name} := ${value}`,
    guard: (condition, statement, indent) =>
      `${indent}if ${condition} {\n${statement.trimEnd()}\n${indent}}\n`,
  },
});
