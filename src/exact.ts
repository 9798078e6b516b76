/**
 * Exact arithmetic as a library, `galapagos/exact`: what the verifiers of the shipped problems are written with,
 * and those of your own may be.
 */
export {
  convolve,
  decimalText,
  exactly,
  Interval,
  larger,
  proved,
  type Rational,
  refused,
  scaledIntegers,
  smaller,
} from "./exact/index.ts";
