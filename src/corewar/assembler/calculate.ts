import { evaluate } from "./expression.ts";
import { type Token, tokenize } from "./token.ts";

/** A number, or what is wrong with the expression that should give one. */
export type Calculation =
  | { readonly status: "ok"; readonly value: number }
  | { readonly status: "error"; readonly message: string };

/**
 * Value of an expression in Redcode's arithmetic, with the usual order of operators.
 *
 * @param names - numbers that words in upper case stand for, and `.` and `$` where they are among them; not below 0
 * @param registers - values of the letters, which `=` changes
 */
export function calculate(
  text: string,
  names: ReadonlyMap<string, number>,
  registers: Map<string, number> = new Map(),
): Calculation {
  const tokens = tokenize(text, 1).map((token): Token => {
    const known = names.get(token.text.toUpperCase());
    return known === undefined ? token : { ...token, kind: "number", text: String(known) };
  });
  const value = evaluate(tokens, 0, { registers, oldOrder: false });
  if (!value.ok) return { status: "error", message: `${value.message} (expected ${value.expected})` };
  const excess = tokens[value.next];
  if (excess === undefined) return { status: "ok", value: value.value };
  return { status: "error", message: `"${excess.text}" cannot stand here (expected an operator or the end)` };
}
