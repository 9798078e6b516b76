import { lex } from "../../../program/tokens/lexer.ts";
import type { LexicalRules } from "../../../program/tokens/rules.ts";

/** A stretch of a line with its kind: `comment`, `string`, `number`, `keyword`, or nothing in particular. */
export interface Stretch {
  readonly text: string;
  readonly kind: "comment" | "string" | "number" | "keyword" | null;
}

type Look = Pick<LexicalRules, "comments" | "strings" | "keywords">;

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const QUOTES = { open: /["']/y, close: (open: string) => open, escapes: true, multiline: false };
const TICKS = { open: /`/y, close: () => "`", escapes: true, multiline: true };
const SLASHES = [/\/\/.*/y, /\/\*[\s\S]*?(?:\*\/|$)/y];

const C: Look = {
  comments: SLASHES,
  strings: [QUOTES],
  keywords: words(
    "auto bool break case catch char class const constexpr continue default delete do double else enum extern false float for if inline int long namespace new nullptr operator private public return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while",
  ),
};
const JAVASCRIPT: Look = {
  comments: SLASHES,
  strings: [QUOTES, TICKS],
  keywords: words(
    "async await break case catch class const continue debugger default delete do else export extends false finally for from function if import in instanceof interface let new null of return static super switch this throw true try type typeof undefined var void while yield",
  ),
};

/** Coloured tokens of each language, by its name; others have plain text. */
const LOOKS: { readonly [language: string]: Look } = {
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
  cpp: C,
  python: {
    comments: [/#.*/y],
    strings: [
      {
        open: /[rRbBuUfF]{0,2}(?:"""|''')/y,
        close: (open) => open.slice(-3),
        escapes: true,
        multiline: true,
      },
      { open: /[rRbBuUfF]{0,2}["']/y, close: (open) => open.slice(-1), escapes: true, multiline: false },
    ],
    keywords: words(
      "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case",
    ),
  },
  rust: {
    comments: SLASHES,
    strings: [{ ...QUOTES, open: /"/y }],
    keywords: words(
      "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
    ),
  },
  go: {
    comments: SLASHES,
    strings: [QUOTES, { ...TICKS, escapes: false }],
    keywords: words(
      "break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var",
    ),
  },
  shell: {
    comments: [/#.*/y],
    strings: [{ ...QUOTES, multiline: true }],
    keywords: words("case do done elif else esac fi for function if in local return then until while"),
  },
  redcode: {
    comments: [/;.*/y],
    strings: [],
    keywords: words(
      "DAT MOV ADD SUB MUL DIV MOD JMP JMZ JMN DJN SPL SLT CMP SEQ SNE NOP LDP STP ORG EQU END FOR ROF dat mov add sub mul div mod jmp jmz jmn djn spl slt cmp seq sne nop ldp stp org equ end for rof",
    ),
  },
};

/** Longest text that is coloured, characters. */
const LONGEST = 200_000;

/** A program's lines in stretches of a kind; together they are the text. */
export function colouredLines(source: string, language: string): readonly (readonly Stretch[])[] {
  const look = LOOKS[language];
  if (look === undefined || source.length > LONGEST)
    return source.split("\n").map((text) => [{ text, kind: null }]);
  const lines: Stretch[][] = [[]];
  const put = (text: string, kind: Stretch["kind"]): void => {
    for (const [i, piece] of text.split("\n").entries()) {
      if (i > 0) lines.push([]);
      if (piece !== "") lines.at(-1)?.push({ text: piece, kind });
    }
  };
  let at = 0;
  for (const { kind, text, start, end } of lex(source, look as LexicalRules).tokens) {
    put(source.slice(at, start), null);
    if (kind === "comment" || kind === "string" || kind === "number") put(text, kind);
    else put(text, kind === "word" && look.keywords.has(text) ? "keyword" : null);
    at = end;
  }
  put(source.slice(at), null);
  return lines;
}
