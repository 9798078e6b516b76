import type { Token } from "./lexer.ts";
import { hasBraces, type LexicalRules } from "./rules.ts";
import { countBelow } from "./sorted.ts";
import type { Statement } from "./statement.ts";

/** A name that is given a value somewhere, and the range in which it has one. */
export interface Binding {
  readonly name: string;
  /** Where it is written. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Names with a value at an offset, each once, in the order in which they got it. */
export function namesAt(bindings: readonly Binding[], offset: number): readonly string[] {
  const names = new Set<string>();
  for (const { name, from, to } of bindings) if (from < offset && offset < to) names.add(name);
  return [...names];
}

/** Finds the names that a program gives values to: by assignment, as parameters, in loops. */
export function listBindings(
  code: readonly Token[],
  statements: readonly Statement[],
  rules: LexicalRules,
): readonly Binding[] {
  const scopeOf = scopes(code, statements, rules);
  const bindings: Binding[] = [];
  for (const [at, token] of code.entries()) {
    if (token.kind !== "word" || rules.keywords.has(token.text)) continue;
    if (code[at - 1]?.text === "." || !isBound(code, at, rules)) continue;
    const [start, end] = scopeOf(token);
    // a name in brackets has its value in all of them: `[x * x for x in xs]`
    const inBrackets = rules.blocks === "indentation" && token.depth > 0;
    bindings.push({ name: token.text, at: token.start, from: inBrackets ? start : token.end, to: end });
  }
  return bindings;
}

/** True for a name that is given a value at its place. */
export function isBound(code: readonly Token[], at: number, rules: LexicalRules): boolean {
  const [before, next] = [code[at - 1], code[at + 1]];
  if (next?.text === ":=") return true;
  if (before?.text === "for" || before?.text === "as") return true;
  if (!hasBraces(rules)) return isBoundOnLine(code, at, rules);
  const isTyped =
    before !== undefined &&
    (before.kind === "word"
      ? before.text !== "return" && before.text !== "else"
      : /^[>&*]$/.test(before.text));
  if (isTyped && /^(?:=|,|\)|;|:|in)$/.test(next?.text ?? "")) return true;
  const inParameters = before?.text === "(" || before?.text === ",";
  if (inParameters && (next?.text === ":" || next?.kind === "word") && next.text !== "in") return true;
  return isTarget(code, at, ":=");
}

function isBoundOnLine(code: readonly Token[], at: number, rules: LexicalRules): boolean {
  const [before, next] = [code[at - 1], code[at + 1]];
  const token = code[at] as Token;
  if (next?.text === "=" && token.depth === 0) return true;
  if (isTarget(code, at, "=") || isLoopTarget(code, at)) return true;
  if (before === undefined || !/^(?:\(|,|\*|\*\*)$/.test(before.text)) return false;
  return token.depth === 1 && isInDefinition(code, at, rules);
}

/** Names that get their values together, and tokens of a function's head, as far as they are looked at. */
const MOST_NAMES = 64;
const MOST_TOKENS = 1024;

/** True for one of several names, `a, b`, that get their values together. */
function isTarget(code: readonly Token[], at: number, sign: string): boolean {
  const furthest = at + 2 * MOST_NAMES;
  let last = at;
  while (last < furthest && code[last + 1]?.text === "," && code[last + 2]?.kind === "word") last += 2;
  return last > at && code[last + 1]?.text === sign && (sign === ":=" || code[at]?.depth === 0);
}

/** True for a name between `for` and `in`. */
function isLoopTarget(code: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 32); i--) {
    const token = code[i];
    if (token?.text === "for") return true;
    if (token?.text === "in" || !(token?.kind === "word" || /^[(),*[\]]$/.test(token?.text ?? "")))
      return false;
  }
  return false;
}

/** True for a parameter of a function. */
function isInDefinition(code: readonly Token[], at: number, { functions }: LexicalRules): boolean {
  for (let i = at; i >= Math.max(0, at - MOST_TOKENS); i--) {
    const token = code[i];
    if (token?.depth === 0 && /^[([{]$/.test(token.text)) {
      return token.text === "(" && functions.has(code[i - 2]?.text ?? "");
    }
  }
  return false;
}

/** The range in which a name that is bound at a token has its value. */
function scopes(
  code: readonly Token[],
  statements: readonly Statement[],
  rules: LexicalRules,
): (token: Token) => readonly [start: number, end: number] {
  const everywhere = [-1, Number.POSITIVE_INFINITY] as const;
  if (rules.blocks === "indentation") {
    const functions = statements.filter(({ first }) => first.text === "def" || first.text === "async");
    const innermost = innermostOf(functions);
    return (token) => {
      const own = innermost(token.start);
      return own === undefined ? everywhere : [own.start, own.end];
    };
  }
  if (rules.blocks === "lines") return () => everywhere;
  const braces = code.filter(({ text }) => text === "{").map(({ start }) => start);
  const innermost = innermostOf(statements);
  const lastOf = new Map(statements.map((statement) => [statement.block, statement]));
  return (token) => {
    const own = innermost(token.start);
    if (own === undefined) return everywhere;
    // parameters and loop variables live in the block that follows, others to the end of their own
    const brace = braces[countBelow(braces, token.start + 1, (start) => start)] ?? own.end;
    const last = brace < own.end ? own : lastOf.get(own.block);
    return [own.start, (last ?? own).end];
  };
}

/** The last of some statements, ascending by their starts, that an offset lies in. */
function innermostOf(statements: readonly Statement[]): (offset: number) => Statement | undefined {
  // of each, the nearest before it that ends later: whatever lies between ends with it at the latest
  const longer: number[] = [];
  for (const [at, { end }] of statements.entries()) {
    let other = at - 1;
    while (other >= 0 && (statements[other] as Statement).end <= end) other = longer[other] as number;
    longer.push(other);
  }
  return (offset) => {
    let at = countBelow(statements, offset + 1, ({ start }) => start) - 1;
    while (at >= 0 && (statements[at] as Statement).end <= offset) at = longer[at] as number;
    return statements[at];
  };
}
