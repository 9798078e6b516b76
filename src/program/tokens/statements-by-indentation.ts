import type { Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import type { Statement } from "./statement.ts";

/** A line as the language counts lines: brackets and backslashes carry it on. */
export interface LogicalLine {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
  /** Tokens but comments and line ends; never empty. */
  readonly tokens: readonly Token[];
}

/** The logical lines of a program; lines without code are none. */
export function logicalLines(source: string, tokens: readonly Token[]): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let held: Token[] = [];
  const end = (offset: number): void => {
    const [first] = held;
    if (first !== undefined) {
      const start = source.lastIndexOf("\n", first.start - 1) + 1;
      lines.push({ start, end: offset, indent: source.slice(start, first.start), tokens: held });
    }
    held = [];
  };
  for (const token of tokens) {
    if (token.kind === "newline" && token.depth === 0) end(token.end);
    else if (token.kind !== "newline" && token.kind !== "comment") held.push(token);
  }
  end(source.length);
  return lines;
}

/** Columns of an indentation; a tab goes to the next multiple of eight. */
export function widthOf(indent: string): number {
  let width = 0;
  for (const character of indent) width = character === "\t" ? width - (width % 8) + 8 : width + 1;
  return width;
}

/**
 * Statements where indentation makes the blocks: each with the deeper lines below it and its further clauses.
 */
export function statementsByIndentation(
  source: string,
  tokens: readonly Token[],
  { clauses }: LexicalRules,
): readonly Statement[] {
  const statements: { start: number; end: number; indent: string; first: Token; block: number }[] = [];
  const open: { width: number; at: number }[] = [];
  for (const line of logicalLines(source, tokens)) {
    const width = widthOf(line.indent);
    const first = line.tokens[0] as Token;
    while ((open.at(-1)?.width ?? -1) > width) open.pop();
    const sibling = open.at(-1);
    const carriesOn = sibling?.width === width && clauses.has(first.text);
    if (!carriesOn) {
      if (sibling?.width === width) open.pop();
      const block = open.at(-1)?.at ?? -1;
      open.push({ width, at: statements.length });
      statements.push({ start: line.start, end: line.end, indent: line.indent, first, block });
    }
    for (const { at } of open) {
      const statement = statements[at];
      if (statement !== undefined) statement.end = line.end;
    }
  }
  return statements;
}
