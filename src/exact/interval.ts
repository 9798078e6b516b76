import { Decimal } from "decimal.js";
import { decimalOf, exactly, type Rational } from "./rational.ts";

/** Significant digits of an interval's ends. */
const DIGITS = 60;
const Down = Decimal.clone({ defaults: true, precision: DIGITS, rounding: Decimal.ROUND_FLOOR });
const Up = Decimal.clone({ defaults: true, precision: DIGITS, rounding: Decimal.ROUND_CEIL });
const Near = Decimal.clone({ defaults: true, precision: DIGITS + 20 });
/** Error of a sine or cosine at the precision of `Near`, with much to spare. */
const SLACK = "1e-70";

/**
 * A closed interval that holds an unknown real number: every operation rounds its ends outwards at 60
 * significant digits, so that whatever is said of the interval holds for the number.
 */
export class Interval {
  readonly low: Decimal;
  readonly high: Decimal;

  private constructor(low: Decimal, high: Decimal) {
    this.low = new Down(low);
    this.high = new Up(high);
  }

  /** The smallest interval of this precision around a rational, a finite double or an integer. */
  static of(value: Rational | number | bigint): Interval {
    const rational = typeof value === "object" ? value : exactly(value);
    const [n, d] = [(rational.s * rational.n).toString(), rational.d.toString()];
    return new Interval(Down.div(new Wide(n), new Wide(d)), Up.div(new Wide(n), new Wide(d)));
  }

  /** The circle's number. */
  static pi(): Interval {
    const value = Near.acos(-1);
    return new Interval(Down.sub(value, SLACK), Up.add(value, SLACK));
  }

  /** The largest of some numbers. */
  static max(this: void, values: readonly Interval[]): Interval {
    return new Interval(
      Decimal.max(...values.map(({ low }) => low)),
      Decimal.max(...values.map(({ high }) => high)),
    );
  }

  add(other: Interval): Interval {
    return new Interval(this.low.add(other.low), this.high.add(other.high));
  }

  sub(other: Interval): Interval {
    return new Interval(this.low.sub(other.high), this.high.sub(other.low));
  }

  mul(other: Interval): Interval {
    return this.byEnds(other, (a, b) => a.mul(b));
  }

  /** @throws RangeError when the divisor's interval holds 0 */
  div(other: Interval): Interval {
    if (other.low.lte(0) && other.high.gte(0)) throw new RangeError("division by an interval that holds 0");
    return this.byEnds(other, (a, b) => a.div(b));
  }

  /** @throws RangeError when the interval reaches below 0 */
  sqrt(): Interval {
    if (this.low.lt(0)) throw new RangeError("square root of an interval that reaches below 0");
    return new Interval(this.low.sqrt(), this.high.sqrt());
  }

  /** Natural logarithm. @throws RangeError when the interval reaches 0 */
  ln(): Interval {
    if (this.low.lte(0)) throw new RangeError("logarithm of an interval that reaches 0");
    return new Interval(this.low.ln(), this.high.ln());
  }

  /** Sine of an angle in radians. */
  sin(): Interval {
    return this.around((angle) => angle.sin());
  }

  /** Cosine of an angle in radians. */
  cos(): Interval {
    return this.around((angle) => angle.cos());
  }

  /** True when the number is certainly smaller. */
  below(other: Interval): boolean {
    return this.high.lt(other.low);
  }

  /** The end towards −∞ or +∞ as a decimal text, rounded the same way. */
  decimal(digits: number, rounding: "down" | "up"): string {
    return rounding === "down"
      ? this.low.toFixed(digits, Decimal.ROUND_FLOOR)
      : this.high.toFixed(digits, Decimal.ROUND_CEIL);
  }

  private byEnds(other: Interval, combine: (a: Decimal, b: Decimal) => Decimal): Interval {
    const lows = [this.low, new Down(this.high)].flatMap((a) => [
      combine(a, other.low),
      combine(a, other.high),
    ]);
    const highs = [new Up(this.low), this.high].flatMap((a) => [
      combine(a, other.low),
      combine(a, other.high),
    ]);
    return new Interval(Decimal.min(...lows), Decimal.max(...highs));
  }

  /** A function whose slope is at most 1, from its value in the middle. */
  private around(value: (angle: Decimal) => Decimal): Interval {
    const middle = new Near(this.low).add(this.high).div(2);
    const reach = Up.add(Up.sub(this.high, this.low), SLACK);
    const centre = value(middle);
    return new Interval(Down.sub(centre, reach), Up.add(centre, reach));
  }
}

/** Takes numbers of any length as they are. */
const Wide = Decimal.clone({ defaults: true, precision: 1e9 });

/** A rational or an interval as a decimal text, rounded so that the text never says too much. */
export function decimalText(value: Rational | Interval, digits: number, rounding: "down" | "up"): string {
  return value instanceof Interval ? value.decimal(digits, rounding) : decimalOf(value, digits, rounding);
}
