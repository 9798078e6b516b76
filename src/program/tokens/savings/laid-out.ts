import type { Token } from "../lexer.ts";
import { logicalLines, widthOf } from "../statements-by-indentation.ts";

/** A token of the code, or a sign of its layout: a line's end, a block's beginning and end. */
export interface LaidToken extends Omit<Token, "kind"> {
  readonly kind: Token["kind"] | "layout";
}

/**
 * The tokens of a program without comments and the like; with signs of its layout between them where lines and their indentation
 * mean something.
 */
export function laidOut(source: string, tokens: readonly Token[], hasLayout: boolean): readonly LaidToken[] {
  if (!hasLayout)
    return tokens.filter(({ kind }) => kind !== "comment" && kind !== "newline" && kind !== "directive");
  const laid: LaidToken[] = [];
  const open = [0];
  const sign = (text: string, at: number): void => {
    laid.push({ kind: "layout", text, start: at, end: at, depth: 0 });
  };
  for (const line of logicalLines(source, tokens)) {
    const width = widthOf(line.indent);
    if (width > (open.at(-1) as number)) {
      open.push(width);
      sign(BLOCK_BEGINS, line.start);
    }
    while (width < (open.at(-1) as number)) {
      open.pop();
      sign(BLOCK_ENDS, line.start);
    }
    laid.push(...line.tokens);
    sign(LINE_ENDS, line.end);
  }
  for (const _ of open.slice(1)) sign(BLOCK_ENDS, source.length);
  return laid;
}

export const LINE_ENDS = "\n";
const BLOCK_BEGINS = "\u21e5";
const BLOCK_ENDS = "\u21e4";
