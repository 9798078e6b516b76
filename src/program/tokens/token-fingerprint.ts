import { type Fingerprint, shortHash } from "../../core/index.ts";
import { plainFingerprint } from "../fingerprint.ts";
import { lex, type Token } from "./lexer.ts";
import type { LexicalRules } from "./rules.ts";
import { logicalLines, widthOf } from "./statements-by-indentation.ts";

/**
 * The two fingerprints of a program that is known by its tokens: its text without comments, blank lines and
 * other layout that has no meaning, and the same with numbers by value. A text whose tokens do not fit is
 * compared as it stands.
 */
export function tokenFingerprint(source: string, rules: LexicalRules): Fingerprint {
  const { tokens, fault } = lex(source, rules);
  if (fault !== null) return plainFingerprint(source);
  const form = (textOf: (token: Token) => string): string =>
    rules.blocks === "indentation" ? byLines(source, tokens, textOf) : byTokens(tokens, rules, textOf);
  return { text: shortHash(form(({ text }) => text)), tree: shortHash(form(writtenValue)) };
}

/** Equal for equal values: `0.50` and `.5`. */
function writtenValue({ kind, text }: Token): string {
  return kind === "number" && /^[\d.]+$/.test(text) && text.includes(".") ? `${Number(text)}f` : text;
}

function byLines(source: string, tokens: readonly Token[], textOf: (token: Token) => string): string {
  const open = [0];
  const lines = logicalLines(source, tokens).map((line) => {
    const width = widthOf(line.indent);
    while ((open.at(-1) as number) > width) open.pop();
    if ((open.at(-1) as number) < width) open.push(width);
    return `${open.length}\u0001${line.tokens.map(textOf).join("\u0001")}`;
  });
  return lines.join("\n");
}

function byTokens(
  tokens: readonly Token[],
  { blocks }: LexicalRules,
  textOf: (token: Token) => string,
): string {
  const pieces: string[] = [];
  for (const token of tokens) {
    if (token.kind === "comment") continue;
    if (token.kind === "newline") {
      if (blocks === "newlines" && pieces.at(-1) !== "\n") pieces.push("\n");
    } else pieces.push(token.kind === "directive" ? `\n${token.text.trim()}\n` : textOf(token));
  }
  return pieces.join("\u0001");
}
