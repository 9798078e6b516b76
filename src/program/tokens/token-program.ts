import { findRegions, type Region } from "../regions.ts";
import { lex, type Token } from "./lexer.ts";
import { type Binding, isBound, listBindings } from "./names.ts";
import { hasBraces, type LexicalRules } from "./rules.ts";
import { countBelow } from "./sorted.ts";
import type { Statement } from "./statement.ts";
import { listStatements } from "./statements.ts";

/** A range of the source that stands for a value. */
export interface Operand {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Place of its first token among the program's code tokens. */
  readonly at: number;
  readonly kind: "number" | "name" | "call" | "group";
}

/** A program as the token mutator sees it. */
export interface TokenProgram {
  readonly source: string;
  readonly rules: LexicalRules;
  /** Tokens but comments, directives and line ends. */
  readonly code: readonly Token[];
  readonly statements: readonly Statement[];
  readonly operands: readonly Operand[];
  /** Ascending. */
  readonly bindings: readonly Binding[];
  /** Where each word stands that is no attribute of another; ascending. */
  readonly uses: ReadonlyMap<string, readonly Token[]>;
  /** True for a range that lies in an evolve region and in no head of a function, import or the like. */
  readonly isOpen: (start: number, end: number) => boolean;
}

/** Reads a program; `null` when its strings or brackets do not fit, or its markers are malformed. */
export function readTokens(source: string, rules: LexicalRules): TokenProgram | null {
  const known = recent.get(source);
  if (known !== undefined && known.rules === rules) return known;
  const { tokens, fault } = lex(source, rules);
  const found = findRegions(source);
  if (fault !== null || found.status !== "ok") return null;
  const code = tokens.filter(({ kind }) => kind !== "comment" && kind !== "newline" && kind !== "directive");
  const statements = listStatements(source, tokens, rules);
  const isOpen = openRanges(found.regions, frozenHeads(code, statements, rules));
  const program: TokenProgram = {
    ...{ source, rules, code, statements, isOpen },
    operands: listOperands(source, code, rules).filter(({ start, end }) => isOpen(start, end)),
    bindings: listBindings(code, statements, rules),
    uses: usesIn(code),
  };
  recent.set(source, program);
  for (const [oldest] of recent) {
    if (recent.size <= REMEMBERED) break;
    recent.delete(oldest);
  }
  return program;
}

/** Programs kept: parents and mates are asked for again and again. */
const REMEMBERED = 32;
const recent = new Map<string, TokenProgram>();

function usesIn(code: readonly Token[]): ReadonlyMap<string, readonly Token[]> {
  const uses = new Map<string, Token[]>();
  for (const [at, token] of code.entries()) {
    if (token.kind !== "word" || code[at - 1]?.text === ".") continue;
    const known = uses.get(token.text);
    if (known === undefined) uses.set(token.text, [token]);
    else known.push(token);
  }
  return uses;
}

type Range = readonly [start: number, end: number];

/** Heads of functions and types, and whole statements that are fixed. */
function frozenHeads(
  code: readonly Token[],
  statements: readonly Statement[],
  rules: LexicalRules,
): readonly Range[] {
  const opener = rules.blocks === "indentation" ? ":" : "{";
  const frozen: Range[] = [];
  let at = 0;
  for (const { start, end, first } of statements) {
    while ((code[at]?.start ?? Infinity) < first.start) at++;
    const isHead = rules.functions.has(first.text);
    if (rules.fixed.has(first.text) || (isHead && rules.blocks === "lines")) {
      frozen.push([start, end]);
      continue;
    }
    const isControl = rules.headers.has(first.text) || rules.clauses.has(first.text);
    if (!isHead && (isControl || !hasBraces(rules))) continue;
    let last = at;
    while (last < code.length && code[last]?.text !== opener && (code[last]?.start ?? end) < end) last++;
    const head = code[last];
    if (head === undefined || head.start >= end) continue;
    const opensBlock = isHead || code[last - 1]?.text === ")";
    if (opensBlock) frozen.push([start, headEnd(code, last, opener, first.depth)]);
  }
  return frozen;
}

/**
 * The end of a head; where a colon may stand in annotations, that of the last one at the statement's own
 * depth.
 */
function headEnd(code: readonly Token[], from: number, opener: string, depth: number): number {
  const isHeadEnd = (token: Token | undefined): boolean =>
    token?.text === opener && (opener === "{" || token.depth === depth);
  let at = from;
  while (at < Math.min(code.length, from + LONGEST_HEAD) && !isHeadEnd(code[at])) at++;
  return code[at]?.end ?? code[from]?.end ?? 0;
}

function openRanges(
  regions: readonly Region[],
  frozen: readonly Range[],
): (start: number, end: number) => boolean {
  const ranges = merged(frozen);
  const spans = [...regions].sort((a, b) => a.start - b.start);
  return (start, end) => {
    const region = spans[countBelow(spans, start + 1, (span) => span.start) - 1];
    if (region === undefined || end > region.end) return false;
    const next = ranges[countBelow(ranges, start + 1, ([, to]) => to)];
    return next === undefined || end <= next[0];
  };
}

/** Ranges that neither overlap nor touch, ascending, over what these cover. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const apart: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** True for a token after which a binary operator may stand. */
export function endsOperand(token: Token | undefined, { keywords }: LexicalRules): boolean {
  if (token === undefined) return false;
  if (token.kind === "sign") return /^[)\]}]$/.test(token.text);
  return token.kind !== "word" || !keywords.has(token.text) || CONSTANT.test(token.text);
}

/** True for a token with which an operand may begin. */
export function beginsOperand(token: Token | undefined, { keywords }: LexicalRules): boolean {
  if (token === undefined) return false;
  if (token.kind === "sign") return /^[([{~!+-]$/.test(token.text);
  return token.kind !== "word" || !keywords.has(token.text) || CONSTANT.test(token.text);
}

/** Tokens of the longest head of a function that is looked for its end. */
const LONGEST_HEAD = 4096;
/** Tokens of the longest group in brackets that counts as an operand. */
const LONGEST_GROUP = 1024;
const CONSTANT = /^(?:True|False|None|true|false|null|nil|nullptr|this|self|not|lambda)$/;
/** Signs after a name that is given a value there, or is only the name of an argument. */
const ASSIGNS = /^(?:=|:=|[-+*/%&|^]=|\*\*=|\/\/=|<<=|>>=|\+\+|--)$/;

function listOperands(source: string, code: readonly Token[], rules: LexicalRules): readonly Operand[] {
  const operands: Operand[] = [];
  const closers = closersOf(code);
  for (const [at, token] of code.entries()) {
    const before = code[at - 1];
    const from = token.kind === "number" && isUnaryMinus(code, at - 1, rules) ? at - 1 : at;
    const start = code[from]?.start ?? token.start;
    if (token.kind === "number") {
      operands.push({
        start,
        end: token.end,
        text: source.slice(start, token.end),
        at: from,
        kind: "number",
      });
    } else if (token.kind === "word" && !rules.keywords.has(token.text)) {
      if (before !== undefined && /^(?:\.|::|->|@)$/.test(before.text)) continue;
      if (isBound(code, at, rules)) continue;
      const last = chainEnd(code, at, closers);
      const next = code[last + 1];
      if (next !== undefined && (ASSIGNS.test(next.text) || next.text === "{" || next.text === "!")) continue;
      const end = code[last]?.end ?? token.end;
      // a word beside another one is a type, or the name that a type follows
      if (isBeside(source, before, start, rules) || isBeside(source, next, end, rules)) continue;
      if (hasBraces(rules) && next?.text === "<" && next.start === end) continue;
      const kind = last === at ? "name" : "call";
      operands.push({ start, end, text: source.slice(start, end), at, kind });
    } else if (token.text === "(" && !endsOperand(before, rules)) {
      const close = closers.get(at) ?? at;
      const end = code[close]?.end ?? token.end;
      // those of a call, of nothing, and of several values are no group
      const isCall = before?.kind === "word" && before.end === token.start;
      if (isCall || close <= at + 1 || close > at + LONGEST_GROUP) continue;
      const isList = code
        .slice(at, close)
        .some(({ text, depth }) => text === "," && depth === token.depth + 1);
      if (isList) continue;
      operands.push({ start, end, text: source.slice(start, end), at, kind: "group" });
    }
  }
  return operands;
}

/** True for a word that is no keyword and stands on the same line, with only blanks between. */
function isBeside(
  source: string,
  word: Token | undefined,
  offset: number,
  { keywords }: LexicalRules,
): boolean {
  if (word?.kind !== "word" || keywords.has(word.text)) return false;
  return /^[ \t]*$/.test(source.slice(Math.min(word.end, offset), Math.max(word.start, offset)));
}

/** Places of closing brackets by those of their opening ones. */
export function closersOf(
  code: readonly { readonly kind: string; readonly text: string }[],
): ReadonlyMap<number, number> {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { kind, text }] of code.entries()) {
    if (kind !== "sign") continue;
    if (text === "(" || text === "[" || text === "{") open.push(at);
    else if (text === ")" || text === "]" || text === "}") {
      const opener = open.pop();
      if (opener !== undefined) closers.set(opener, at);
    }
  }
  return closers;
}

function isUnaryMinus(code: readonly Token[], at: number, rules: LexicalRules): boolean {
  return code[at]?.text === "-" && !endsOperand(code[at - 1], rules);
}

/** Last token of a name with its attributes, calls and indices. */
export function chainEnd(code: readonly Token[], at: number, closers: ReadonlyMap<number, number>): number {
  for (let last = at; ; ) {
    const next = code[last + 1];
    if (next === undefined) return last;
    if (/^(?:\.|::|->)$/.test(next.text) && code[last + 2]?.kind === "word") last += 2;
    else if ((next.text === "(" || next.text === "[") && next.start === code[last]?.end) {
      last = closers.get(last + 1) ?? last;
      if (code[last]?.text !== ")" && code[last]?.text !== "]") return last;
    } else return last;
  }
}
