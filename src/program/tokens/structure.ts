import { lex, type Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import { logicalLines, widthOf } from "./statements-by-indentation.ts";

/**
 * Looks whether a text hangs together, as any compiler of its language wants it: strings end, brackets match,
 * blocks are indented. Returns a line that says what is wrong, or `null`. A text that passes may still be
 * wrong; one that fails is.
 */
export function structureFault(source: string, rules: LexicalRules): string | null {
  const { tokens, fault } = lex(source, rules);
  if (fault !== null) return `${fault.message} (line ${lineOf(source, fault.offset)})`;
  return rules.blocks === "indentation" ? indentationFault(source, tokens) : null;
}

function indentationFault(source: string, tokens: readonly Token[]): string | null {
  const open = [0];
  let opensBlock = false;
  for (const { indent, tokens: line, start } of logicalLines(source, tokens)) {
    const width = widthOf(indent);
    const current = open.at(-1) as number;
    const fault = (message: string): string => `${message} (line ${lineOf(source, start)})`;
    if (opensBlock && width <= current) return fault("an indented block is missing");
    if (width > current) {
      if (!opensBlock) return fault("unexpected indentation");
      open.push(width);
    } else {
      while ((open.at(-1) as number) > width) open.pop();
      if (open.at(-1) !== width) return fault("the indentation matches no outer block");
    }
    opensBlock = line.at(-1)?.text === ":";
  }
  return opensBlock ? "an indented block is missing at the end" : null;
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}
