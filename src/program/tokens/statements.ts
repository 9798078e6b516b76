import type { Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import type { Statement } from "./statement.ts";
import { statementsByBraces } from "./statements-by-braces.ts";
import { statementsByLines } from "./statements-by-lines.ts";
import { statementsByIndentation } from "./statements-by-indentation.ts";

/** The statements of a program, in the order in which they begin. */
export function listStatements(
  source: string,
  tokens: readonly Token[],
  rules: LexicalRules,
): readonly Statement[] {
  switch (rules.blocks) {
    case "indentation":
      return statementsByIndentation(source, tokens, rules);
    case "lines":
      return statementsByLines(source, tokens, rules);
    default:
      return statementsByBraces(source, tokens, rules);
  }
}
