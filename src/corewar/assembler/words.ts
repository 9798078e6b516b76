/** Reserved words of Redcode. */
import { OPCODES } from "../instruction.ts";
import { meantName } from "./near-name.ts";
import type { Token } from "./token.ts";

/** Directives that stay until the second pass, since they have an operand. */
export const DIRECTIVES: ReadonlySet<string> = new Set(["ORG", "END", "PIN"]);

/** Words that mean something by themselves, upper case. */
export const WORDS: ReadonlySet<string> = new Set<string>([...OPCODES, ...DIRECTIVES, "EQU", "FOR", "ROF"]);

/** True for words that cannot be labels: opcodes and directives. */
export function isReserved(word: string): boolean {
  return WORDS.has(word.toUpperCase());
}

/** True where one of the tokens is an opcode or a directive. */
export function hasWord(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }) => kind === "name" && isReserved(text));
}

/** A word about the opcode that was meant before a misplaced token: one misspelt was taken for a label. */
export function meantWord(tokens: readonly Token[], misplaced: Token): string {
  const before = tokens[tokens.indexOf(misplaced) - 1];
  return misplaced.kind !== "name" && before?.kind === "name" ? meantName(before.text, WORDS) : "";
}
