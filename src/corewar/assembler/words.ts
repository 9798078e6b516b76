/** Reserved words of Redcode. */
import { OPCODES } from "../instruction.ts";
import { quote } from "./expression.ts";
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

/**
 * The complaint about a token that cannot stand where it does. A misspelt opcode was taken for a label, so that only what follows it is
 * out of place; what is reported is the word itself.
 */
export function misplacement(
  tokens: readonly Token[],
  token: Token,
): { readonly place: Token; readonly message: string; readonly expected: string } {
  const word = tokens[tokens.indexOf(token) - 1];
  const meant = token.kind !== "name" && word?.kind === "name" ? meantName(word.text, WORDS) : "";
  return word === undefined || meant === ""
    ? { place: token, message: `${quote(token.text)} cannot stand here`, expected: "a label or an opcode" }
    : { place: word, message: `${quote(word.text)} is no opcode${meant}`, expected: "" };
}
