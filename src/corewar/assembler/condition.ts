/** Counts of loops and assertions: expressions that steer the first pass. */
import type { Diagnostics } from "./diagnostic.ts";
import { type Arithmetic, evaluate, quote } from "./expression.ts";
import type { Token } from "./token.ts";

/**
 * How often a loop runs, by the expression behind its `FOR`; `null` when that is wrong, which is reported.
 */
export function loopCount(
  tokens: readonly Token[],
  loop: Token,
  arithmetic: Arithmetic,
  diagnostics: Diagnostics,
): number | null {
  const count = evaluate(tokens, 0, arithmetic);
  if (!count.ok) {
    const expected = `${count.expected}; labels must stand before FOR`;
    diagnostics.error(tokens[count.at] ?? loop, count.message, expected);
    return null;
  }
  const excess = tokens[count.next];
  if (excess === undefined) return count.value;
  diagnostics.error(excess, "the FOR count goes on too long", "one expression");
  return null;
}

/**
 * Checks an assertion that nothing unknown is left in, as far as it can be evaluated; one that cannot is
 * reported and passes.
 *
 * @param asked - as it is written
 * @param tokens - its names replaced; `null` for prose
 * @returns whether it asserts anything
 */
export function checkAssertion(
  asked: readonly Token[],
  tokens: readonly Token[] | null,
  arithmetic: Arithmetic,
  diagnostics: Diagnostics,
): boolean {
  const [place = { line: 0, column: 0 }] = asked;
  const value = evaluate(tokens ?? [], 0, arithmetic);
  if (!value.ok || value.next < (tokens ?? []).length) {
    diagnostics.warn(place, "this ;assert cannot be evaluated", "an expression of names that are known here");
    return false;
  }
  if (value.value === 0) {
    const text = asked.map((token) => token.text + (token.spaced ? " " : "")).join("");
    diagnostics.error(
      place,
      `the assertion ${quote(text.trim())} fails`,
      "settings the warrior was made for",
    );
  }
  return true;
}
