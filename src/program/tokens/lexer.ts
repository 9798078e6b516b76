import type { LexicalRules, StringRule } from "./rules.ts";

/** Kinds of tokens. Comments and line ends are tokens as well: layout is kept. */
type TokenKind = "word" | "number" | "string" | "sign" | "comment" | "directive" | "newline";

/** A piece of a program's text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Brackets open around it; a bracket itself lies outside what it opens. */
  readonly depth: number;
}

/** A program's tokens, and the first thing that keeps them from fitting together. */
export interface Lexed {
  readonly tokens: readonly Token[];
  /** `null`: strings end and brackets match. */
  readonly fault: { readonly message: string; readonly offset: number } | null;
}

const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d(?:['_]?\d)*)?\.?\d(?:['_]?\d)*(?:[eE][+-]?\d+)?)(?:\.(?![.\w]))?(?:(?:[uUlLfFjJn]+|[iuf](?:8|16|32|64|128|size))(?!\w))?/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const SIGN = /\*\*=?|\/\/=?|<<=?|>>=?|\.\.[.=]?|[-+*/%&|^<>=!:@]=|->|=>|&&|\|\||::|\?\?|\+\+|--|\P{L}/uy;
const BLANK = /(?:[ \t\f\r]|\\\r?\n)+/y;
const CLOSERS: { readonly [open: string]: string } = { "(": ")", "[": "]", "{": "}" };

/**
 * Cuts a text into tokens. Never throws: what cannot be understood is a sign of one character. The latest
 * text is remembered, since each is looked at several times in a row.
 */
export function lex(source: string, rules: LexicalRules): Lexed {
  if (latest?.source === source && latest.rules === rules) return latest.lexed;
  const lexed = cut(source, rules);
  latest = { source, rules, lexed };
  return lexed;
}

let latest: { readonly source: string; readonly rules: LexicalRules; readonly lexed: Lexed } | undefined;

function cut(source: string, rules: LexicalRules): Lexed {
  const tokens: Token[] = [];
  const open: Token[] = [];
  let fault: Lexed["fault"] = null;
  for (let at = 0; at < source.length; ) {
    const blank = matchAt(BLANK, source, at);
    if (blank > at) {
      at = blank;
      continue;
    }
    const { kind, end, isBroken } = pieceAt(source, at, rules);
    const text = source.slice(at, end);
    if (isBroken === true) fault ??= { message: "a string is never closed", offset: at };
    const isCloser = kind === "sign" && (text === ")" || text === "]" || text === "}");
    if (isCloser) {
      const opener = open.pop();
      if (opener === undefined || CLOSERS[opener.text] !== text) {
        fault ??= { message: `${text} closes nothing`, offset: at };
      }
    }
    const token = { kind, text, start: at, end, depth: open.length };
    tokens.push(token);
    if (kind === "sign" && text in CLOSERS) open.push(token);
    at = end;
  }
  const [left] = open;
  if (left !== undefined) fault ??= { message: `${left.text} is never closed`, offset: left.start };
  return { tokens, fault };
}

interface Piece {
  readonly kind: TokenKind;
  readonly end: number;
  /** A string that is never closed. */
  readonly isBroken?: boolean;
}

/** The token at an offset where no blank is. */
function pieceAt(source: string, at: number, rules: LexicalRules): Piece {
  if (source[at] === "\n") return { kind: "newline", end: at + 1 };
  const comment = firstMatch(rules.comments, source, at);
  if (comment > at) return { kind: "comment", end: comment };
  const directive = rules.directives === undefined ? at : matchAt(rules.directives, source, at);
  if (directive > at) return { kind: "directive", end: directive };
  const text = stringAt(source, at, rules.strings);
  if (text !== null) return { kind: "string", end: text.end, isBroken: !text.closed };
  const number = /[\d.]/.test(source[at] as string) ? matchAt(NUMBER, source, at) : at;
  if (number > at) return { kind: "number", end: number };
  const word = matchAt(WORD, source, at);
  if (word > at) return { kind: "word", end: word };
  return { kind: "sign", end: Math.max(at + 1, matchAt(SIGN, source, at)) };
}

/** End of a match at an offset; the offset itself where there is none. */
function matchAt(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

function firstMatch(patterns: readonly RegExp[], source: string, at: number): number {
  for (const pattern of patterns) {
    const end = matchAt(pattern, source, at);
    if (end > at) return end;
  }
  return at;
}

function stringAt(
  source: string,
  at: number,
  rules: readonly StringRule[],
): { readonly end: number; readonly closed: boolean } | null {
  for (const rule of rules) {
    const begin = matchAt(rule.open, source, at);
    if (begin > at) return stringEnd(source, begin, rule.close(source.slice(at, begin)), rule);
  }
  return null;
}

function stringEnd(
  source: string,
  begin: number,
  close: string,
  { escapes, multiline }: StringRule,
): { readonly end: number; readonly closed: boolean } {
  for (let at = begin; at < source.length; at++) {
    if (source.startsWith(close, at)) return { end: at + close.length, closed: true };
    if (escapes && source[at] === "\\") at++;
    else if (!multiline && source[at] === "\n") return { end: at, closed: false };
  }
  return { end: source.length, closed: false };
}
