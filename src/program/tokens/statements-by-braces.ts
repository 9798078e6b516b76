import type { Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import type { Statement } from "./statement.ts";

/** A block that is being read. */
interface Open {
  /** Number of the block. */
  readonly block: number;
  /** Brackets around what stands directly in it. */
  readonly depth: number;
  /** The statement that is being read in it; `null` between two. */
  first: Token | null;
}

/**
 * Statements where braces make the blocks, and `;`, the end of a block or the end of a line ends a statement.
 */
export function statementsByBraces(
  source: string,
  tokens: readonly Token[],
  rules: LexicalRules,
): readonly Statement[] {
  const statements: Statement[] = [];
  const code = tokens.filter(({ kind }) => kind !== "comment" && kind !== "directive");
  const open: Open[] = [{ block: -1, depth: 0, first: null }];
  let blocks = 0;
  const end = (inside: Open, last: Token): void => {
    const { first, block } = inside;
    inside.first = null;
    if (first === null) return;
    // the value of a block, as Rust has it, has no `;` and stays last
    const isEdge = rules.blocks === "semicolons" && last.text !== ";" && last.text !== "}";
    statements.push({ ...spanOf(source, first, last), first, block, isEdge });
  };
  for (const [at, token] of code.entries()) {
    const inside = open.at(-1) as Open;
    if (token.kind === "newline") {
      const before = code[at - 1];
      const endsHere = rules.blocks === "newlines" && token.depth === inside.depth && before !== undefined;
      if (endsHere && inside.first !== null && mayEnd(before)) end(inside, before);
      continue;
    }
    if (token.text === "}" && token.kind === "sign" && token.depth === inside.depth - 1 && open.length > 1) {
      const before = lastBefore(code, at);
      if (before !== null) end(inside, before);
      open.pop();
      const outer = open.at(-1) as Open;
      const next = nextAfter(code, at);
      const isDone = outer.depth === token.depth && !carriesOn(token, next, outer, rules);
      if (isDone && rules.blocks === "semicolons") end(outer, token);
      continue;
    }
    inside.first ??= token;
    if (token.kind !== "sign") continue;
    if (token.text === "{" && isBlock(lastBefore(code, at), inside.first, rules)) {
      open.push({ block: blocks++, depth: token.depth + 1, first: null });
    } else if (token.text === ";" && token.depth === inside.depth && !isInHeader(code, at, inside, rules)) {
      end(inside, token);
    }
  }
  return statements.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** True for a `;` between the parts of a header without brackets around it: `for i := 0; i < n; i++ {`. */
function isInHeader(
  code: readonly Token[],
  at: number,
  { first }: Open,
  { blocks, headers }: LexicalRules,
): boolean {
  if (blocks !== "newlines" || first === null || !headers.has(first.text)) return false;
  return lastBefore(code, at)?.text !== "}";
}

/** A statement's place: whole lines where it has them to itself, and the white space before it. */
function spanOf(source: string, first: Token, last: Token): Pick<Statement, "start" | "end" | "indent"> {
  // only the white space before it: a line may hold any number of statements
  let line = first.start;
  while (line > 0 && source[line - 1] !== "\n" && /\s/.test(source[line - 1] as string)) line -= 1;
  if (line > 0 && source[line - 1] !== "\n") return { start: first.start, end: last.end, indent: "" };
  const before = source.slice(line, first.start);
  const rest = /^[ \t]*(?:\r?\n)?/.exec(source.slice(last.end, last.end + 400))?.[0] ?? "";
  const closes = rest.endsWith("\n");
  const bounds = closes
    ? { start: line, end: last.end + rest.length }
    : { start: first.start, end: last.end };
  return { ...bounds, indent: before };
}

/** True for a brace that opens statements and not a list of values. */
function isBlock(before: Token | null, first: Token, { headers, functions }: LexicalRules): boolean {
  if (before === null || before.text === ")" || headers.has(before.text)) return true;
  return headers.has(first.text) || functions.has(first.text);
}

function carriesOn(closing: Token, next: Token | null, outer: Open, { clauses }: LexicalRules): boolean {
  if (next === null || outer.first === null) return false;
  if (clauses.has(next.text)) return true;
  return next.kind === "sign" && /^[;,).([]$/.test(next.text) && next.start >= closing.end;
}

/**
 * Go's rule: a line end ends a statement after a name, a literal, a closing bracket, or one of a few words
 * and signs.
 */
function mayEnd({ kind, text }: Token): boolean {
  return kind !== "sign" || /^(?:[)\]}]|\+\+|--)$/.test(text);
}

function lastBefore(code: readonly Token[], at: number): Token | null {
  for (let i = at - 1; i >= 0; i--) if (code[i]?.kind !== "newline") return code[i] ?? null;
  return null;
}

function nextAfter(code: readonly Token[], at: number): Token | null {
  for (let i = at + 1; i < code.length; i++) if (code[i]?.kind !== "newline") return code[i] ?? null;
  return null;
}
