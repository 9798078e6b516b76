import type { Language } from "./language.ts";
import { tokenLanguage, words } from "./token-language.ts";

/** C and C++, built and run by a command. */
export const cpp: Language = tokenLanguage({
  name: "cpp",
  extensions: [".cpp", ".cc", ".cxx", ".c"],
  fence: "cpp",
  comment: "//",
  build: ["g++", "-O2", "-o", "{artifact}", "{program}"],
  command: ["{artifact}"],
  idle: "#ifdef __cplusplus\n#include <iostream>\n#endif\nint main(void) { return 0; }\n",
  describe: "C++",
  rules: {
    comments: [/\/\/.*/y, /\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y],
    directives: /(?<=^[ \t]*)#(?:\\\r?\n|.)*/my,
    strings: [
      {
        open: /(?:u8|[uUL])?R"[^()\\\s]{0,16}\(/y,
        close: (open) => `)${open.slice(open.indexOf('"') + 1, -1)}"`,
        escapes: false,
        multiline: true,
      },
      { open: /(?:u8|[uUL])?["']/y, close: (open) => open.slice(-1), escapes: true, multiline: false },
    ],
    blocks: "semicolons",
    keywords: words(
      "alignas alignof auto bool break case catch char class const constexpr continue default delete do double else enum explicit extern false float for friend goto if inline int long mutable namespace new noexcept nullptr operator private protected public register return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while std size_t",
    ),
    headers: words("if for while do else switch try"),
    clauses: words("else catch while"),
    functions: words("class struct enum union namespace template typedef"),
    fixed: words("using case default public private protected extern static_assert"),
    declare: (name, value) => `auto&& ${name} = ${value};`,
    leave: "break;",
    guard: (condition, statement, indent) =>
      `${indent}if (${condition}) {\n${statement.trimEnd()}\n${indent}}\n`,
  },
});
