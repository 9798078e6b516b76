/** A source cut into lines of tokens, and the remarks of its comments. */
import type { Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import { type LogicalLine, logicalLines } from "./logical-lines.ts";
import type { Reading } from "./output.ts";
import type { Scratch } from "./scratch.ts";
import { type Token, tokenize } from "./token.ts";

/** A source after reading: tokens of its lines, and what its comments say. */
export interface Source {
  readonly lines: readonly Line[];
  readonly name: string;
  readonly author: string;
  readonly strategy: string;
}

/** The way in which lines are read. */
export interface ReadingOfLines {
  readonly reading: Reading;
  /** True where a backslash joins the next line to a comment, too. */
  readonly joinsComments: boolean;
  readonly scratch: Scratch;
}

/** A line of code, or the expression of an `;assert` comment, which counts where the code around it does. */
export interface Line {
  readonly kind: "code" | "assertion";
  readonly tokens: readonly Token[];
}

/**
 * Reads a source as pMARS does: what precedes the first `;redcode` is ignored, a second one stops the
 * reading; comments that begin a line may name the warrior. A byte order mark is passed over.
 *
 * @param how - in a `lenient` reading `//` begins a comment too, and what looks like a blank is one; only a
 * `strict` one ends lines where pMARS does
 */
export function readSource(text: string, how: ReadingOfLines, diagnostics: Diagnostics): Source {
  const { reading, joinsComments, scratch } = how;
  const lenient = reading === "lenient";
  let lines: Line[] = [];
  const info = { name: "", author: "", strategy: [] as string[] };
  let started = false;
  for (const line of logicalLines(text, { joinsComments, endless: reading !== "strict" })) {
    const comment = commentAt(line.text, lenient);
    const isCode = comment === -1 || line.text.slice(0, comment).trim() !== "";
    scratch.line(line.text, isCode ? comment : -1);
    const code = comment === -1 ? line.text : line.text.slice(0, comment);
    if (comment !== -1 && code.trim() === "") {
      if (/^;redcode(?![A-Za-z0-9_])/i.test(line.text.slice(comment))) {
        if (started) break;
        started = true;
        lines = [];
      } else readRemark(line, comment, info, lines);
      continue;
    }
    const tokens = tokenize(
      lenient ? withoutStrangeBlanks(code, line.number, diagnostics) : code,
      line.number,
    );
    if (tokens.length === 0) continue;
    lines.push({ kind: "code", tokens });
    if (line.isRest) {
      const message = "the line has more than 255 characters; as in pMARS, the rest is a line of its own";
      diagnostics.warn({ line: line.number, column: 0 }, message);
    }
  }
  scratch.close();
  return {
    lines,
    name: printable(info.name) || "Unknown",
    author: printable(info.author) || "Anonymous",
    strategy: info.strategy.map(printable).join("\n"),
  };
}

/** Takes what a comment says of the warrior, or what it asserts. */
function readRemark(
  { number, text }: LogicalLine,
  comment: number,
  info: { name: string; author: string; strategy: string[] },
  lines: Line[],
): void {
  const match = REMARK.exec(text.slice(comment));
  if (match === null) return;
  const value = (match[2] ?? "").trim();
  switch (match[1]?.toLowerCase()) {
    case "name":
      info.name = value;
      break;
    case "author":
      info.author = value;
      break;
    case "strategy":
      info.strategy.push(value);
      break;
    default: {
      const [asked = ""] = (match[2] ?? "").split(";", 1);
      const column = text.length - (match[2] ?? "").length + 1;
      lines.push({ kind: "assertion", tokens: tokenize(asked, number, column) });
    }
  }
}

const REMARK = /^;\s*(name|author|strategy|assert)(?![A-Za-z0-9_])\s*(.*)$/is;

/**
 * Characters that look like blanks and are none to pMARS: no-break spaces and the like, which come from web
 * pages and word processors.
 */
const STRANGE_BLANKS = /[^\S \t\r\f\v]/g;

function withoutStrangeBlanks(code: string, line: number, diagnostics: Diagnostics): string {
  const strange = code.search(STRANGE_BLANKS);
  if (strange === -1) return code;
  diagnostics.warn({ line, column: strange + 1 }, `${quote(code[strange] ?? "")} is read as a blank`);
  return code.replace(STRANGE_BLANKS, " ");
}

function commentAt(line: string, lenient: boolean): number {
  const semicolon = line.indexOf(";");
  const slashes = lenient ? line.indexOf("//") : -1;
  if (semicolon === -1 || slashes === -1) return Math.max(semicolon, slashes);
  return Math.min(semicolon, slashes);
}

/**
 * Names come from strangers and reach terminals: control characters are dropped, length is bounded. So are
 * backslashes at the end, which would join the line with the next when the warrior is printed and read again.
 */
function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "")
    .slice(0, 200)
    .replace(/(?<!\\)\\+$/, "");
}
