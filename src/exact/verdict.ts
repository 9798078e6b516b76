import type { Proof, Repaired } from "../core/index.ts";
import { decimalText, type Interval } from "./interval.ts";
import type { Rational } from "./rational.ts";

/** Digits behind the point of a proved value. */
const DIGITS = 20;

/**
 * A proved value.
 *
 * @param worse - the side on which a value is worse: `down` where larger is better
 */
export function proved(value: Rational | Interval, worse: "down" | "up", means: string): Proof {
  return { status: "proved", value: decimalText(value, DIGITS, worse), means };
}

/**
 * A refusal with its place and amount.
 *
 * @param by - how far the constraint is missed, 0 or more; `null` where there is no amount to it
 * @param repaired - what an exact step makes of it, where one is known
 */
export function refused(
  where: string,
  by: Rational | Interval | null = null,
  repaired?: { readonly step: string; readonly value: Rational | Interval; readonly worse: "down" | "up" },
): Proof {
  const amount = by === null ? "" : shortAmount(decimalText(by, 60, "up"));
  const own: Repaired | undefined = repaired && {
    step: repaired.step,
    value: decimalText(repaired.value, DIGITS, repaired.worse),
  };
  return { status: "refused", where, by: amount, ...(own && { repaired: own }) };
}

/** Three significant digits are enough to say how far something is off. */
function shortAmount(text: string): string {
  return Number(Number(text).toPrecision(3)).toString();
}
