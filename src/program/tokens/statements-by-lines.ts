import type { Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import type { Statement } from "./statement.ts";
import { logicalLines } from "./statements-by-indentation.ts";

/**
 * Statements where words make the blocks, as in Lua or Ruby: each line is one. Lines that open, carry on or
 * close a block stand where they are, and part the lines before them from those after them.
 */
export function statementsByLines(
  source: string,
  tokens: readonly Token[],
  rules: LexicalRules,
): readonly Statement[] {
  let block = 0;
  return logicalLines(source, tokens).map(({ start, end, indent, tokens: line }) => {
    const isEdge = line.some(({ kind, text }) => kind !== "string" && isBlockWord(text, rules));
    if (isEdge) block++;
    return { start, end, indent, first: line[0] as Token, block, isEdge };
  });
}

function isBlockWord(text: string, { headers, clauses, functions, fixed }: LexicalRules): boolean {
  return [headers, clauses, functions, fixed].some((words) => words.has(text));
}
