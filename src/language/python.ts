import type { Language } from "./language.ts";
import { PYTHON_IDIOMS } from "./python-idioms.ts";
import { pythonPolicyLoop } from "./python-policy-loop.ts";
import { tokenLanguage, words } from "./token-language.ts";

/** Python, run by a command, varied over its tokens and its indented statements. */
export const python: Language = tokenLanguage({
  name: "python",
  extensions: [".py"],
  fence: "python",
  comment: "#",
  command: ["python3", "{program}"],
  policyLoop: pythonPolicyLoop,
  describe: "Python",
  rules: {
    comments: [/#.*/y],
    strings: [
      {
        open: /[rRbBuUfFtT]{0,2}(?:"""|''')/y,
        close: (open) => open.slice(-3),
        escapes: true,
        multiline: true,
      },
      // the braces of an f-string may hold line ends
      { open: /[rR]?[fFtT][rR]?["']/y, close: (open) => open.slice(-1), escapes: true, multiline: true },
      { open: /[rRbBuU]{0,2}["']/y, close: (open) => open.slice(-1), escapes: true, multiline: false },
    ],
    blocks: "indentation",
    keywords: words(
      "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case print",
    ),
    headers: words("if while for with try match"),
    clauses: words("elif else except finally"),
    functions: words("def class async @"),
    fixed: words("import from global nonlocal case"),
    operators: [
      ["+", "-", "*", "/", "//", "%", "**"],
      ["<", "<=", ">", ">="],
      ["==", "!="],
      ["and", "or"],
      ["+=", "-=", "*=", "/="],
      ["&", "|", "^"],
    ],
    constants: [["True", "False"]],
    kin: [["list", "tuple", "sorted", "set", "frozenset"]],
    idioms: PYTHON_IDIOMS,
    declare: (name, value) => `${name} = ${value}`,
    membership: {
      test: "in",
      make: (collection) => `set(${collection})`,
      grows: new Map([
        ["append", "add"],
        ["extend", "update"],
      ]),
    },
    negate: (condition) => `not (${condition})`,
    guard: (condition, statement, indent) =>
      `${indent}if ${condition}:\n${statement
        .split("\n")
        .map((line) => (line.trim() === "" ? line : `    ${line}`))
        .join("\n")}`,
    nothing: "pass",
  },
});
