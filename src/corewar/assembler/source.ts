import type { Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import { type Token, tokenize } from "./token.ts";

/** What looks like a blank and is none to pMARS: no-break spaces and the like, which come from web pages and word processors. */
const STRANGE_BLANKS = /[^\S \t\r\f\v]/g;

/** A source after reading: tokens of its lines, and what its comments say. */
export interface Source {
  readonly lines: readonly (readonly Token[])[];
  readonly name: string;
  readonly author: string;
  readonly strategy: string;
  readonly assertions: readonly Assertion[];
}

/** An `;assert` comment. */
export interface Assertion {
  readonly line: number;
  readonly tokens: readonly Token[];
}

/** Whether a token is this word in any case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "name" && token.text.toUpperCase() === word;
}

/**
 * Reads a source as pMARS does: what precedes the first `;redcode` is ignored, a second one or a line with `END` stops the reading (the `END`
 * line is kept), a backslash at a line's end joins it with the next, even in a comment. A byte order mark is passed over.
 *
 * @param lenient - `//` begins a comment too, and what looks like a blank is one
 */
export function readSource(text: string, lenient: boolean, diagnostics: Diagnostics): Source {
  let lines: Token[][] = [];
  let assertions: Assertion[] = [];
  const info = { name: "", author: "", strategy: [] as string[] };
  let started = false;
  const physical = text.replace(/^\uFEFF/, "").split("\n");
  for (let index = 0; index < physical.length; index++) {
    const number = index + 1;
    let line = (physical[index] ?? "").replace(/\r$/, "");
    if (line.endsWith("\\") && index + 1 < physical.length) {
      const parts = [line.slice(0, -1)];
      while (index + 1 < physical.length) {
        const next = (physical[++index] ?? "").replace(/\r$/, "");
        parts.push(next.endsWith("\\") ? next.slice(0, -1) : next);
        if (!next.endsWith("\\")) break;
      }
      line = parts.join("");
    }
    const comment = commentAt(line, lenient);
    const code = comment === -1 ? line : line.slice(0, comment);
    const remark = comment === -1 || line[comment] !== ";" ? "" : line.slice(comment + 1);
    if (/^redcode/i.test(remark)) {
      if (started) break;
      started = true;
      lines = [];
      assertions = [];
      continue;
    }
    const directive = /^\s*(name|author|strategy|assert)(?:\s(.*))?$/i.exec(remark);
    if (directive !== null) {
      const value = (directive[2] ?? "").trim();
      const word = (directive[1] ?? "").toLowerCase();
      if (word === "name") info.name = value;
      else if (word === "author") info.author = value;
      else if (word === "strategy") info.strategy.push(value);
      else assertions.push({ line: number, tokens: tokenize(value, number, line.length - value.length + 1) });
    }
    const strange = lenient ? code.search(STRANGE_BLANKS) : -1;
    if (strange !== -1) {
      diagnostics.warn(
        { line: number, column: strange + 1 },
        `${quote(code[strange] ?? "")} is read as a blank`,
      );
    }
    const tokens = tokenize(strange === -1 ? code : code.replace(STRANGE_BLANKS, " "), number);
    if (tokens.length > 0) lines.push(tokens);
    if (endsSource(tokens)) break;
  }
  if (assertions.length === 0) {
    diagnostics.warn({ line: 0, column: 0 }, "no ;assert comment", "e.g. `;assert CORESIZE == 8000`");
  }
  return {
    lines,
    name: printable(info.name) || "Unknown",
    author: printable(info.author) || "Anonymous",
    strategy: info.strategy.map(printable).join("\n"),
    assertions,
  };
}

function commentAt(line: string, lenient: boolean): number {
  const semicolon = line.indexOf(";");
  const slashes = lenient ? line.indexOf("//") : -1;
  if (semicolon === -1 || slashes === -1) return Math.max(semicolon, slashes);
  return Math.min(semicolon, slashes);
}

/** `END` as the first word that is no label; within an `EQU` it is only text. */
function endsSource(tokens: readonly Token[]): boolean {
  for (const token of tokens) {
    if (isWord(token, "END")) return true;
    if (token.kind !== "name" && token.text !== ":" && token.text !== "&") return false;
    if (isWord(token, "EQU")) return false;
  }
  return false;
}

/**
 * Names come from strangers and reach terminals: control characters are dropped, length is bounded. So are backslashes at the end, which
 * would join the line with the next when the warrior is printed and read again.
 */
function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "")
    .slice(0, 200)
    .replace(/\\+$/, "");
}
