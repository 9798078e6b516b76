import type { Language } from "./language.ts";
import { tokenLanguage, words } from "./token-language.ts";

/** Rust, built and run by a command. */
export const rust: Language = tokenLanguage({
  name: "rust",
  extensions: [".rs"],
  fence: "rust",
  comment: "//",
  build: ["rustc", "-O", "-o", "{artifact}", "{program}"],
  command: ["{artifact}"],
  idle: "fn main() {}\n",
  describe: "Rust",
  rules: {
    comments: [/\/\/.*/y, /\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y],
    directives: /#!?\[[^\]\n]*\]/y,
    strings: [
      {
        open: /b?r#*"/y,
        close: (open) => `"${open.replace(/[^#]/g, "")}`,
        escapes: false,
        multiline: true,
      },
      { open: /b?"/y, close: () => '"', escapes: true, multiline: true },
      // a quote before a name alone is a lifetime
      { open: /b?'(?=\\|[^'\\]')/y, close: () => "'", escapes: true, multiline: false },
    ],
    blocks: "semicolons",
    keywords: words(
      "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool str char",
    ),
    headers: words("if for while loop else match unsafe"),
    clauses: words("else"),
    functions: words("fn pub impl struct enum trait mod type const static"),
    fixed: words("use extern"),
    declare: (name, value) => `let ${name} = ${value};`,
    leave: "break;",
    guard: (condition, statement, indent) =>
      `${indent}if ${condition} {\n${statement.trimEnd()}\n${indent}}\n`,
  },
});
