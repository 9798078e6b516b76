import type { Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import type { Statement } from "./statement.ts";
import { statementsByBraces } from "./statements-by-braces.ts";
import { statementsByIndentation } from "./statements-by-indentation.ts";

/** The statements of a program, in the order in which they begin. */
export function listStatements(
  source: string,
  tokens: readonly Token[],
  rules: LexicalRules,
): readonly Statement[] {
  return rules.blocks === "indentation"
    ? statementsByIndentation(source, tokens, rules)
    : statementsByBraces(source, tokens, rules);
}
