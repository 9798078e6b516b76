/**
 * Arithmetic that proves: exact rationals and integers, and intervals rounded outwards. For verifiers, which
 * judge a construction without tolerance; a ground floor of its own that knows nothing of problems.
 */
export { convolve } from "./convolution.ts";
export { decimalText, Interval } from "./interval.ts";
export { exactly, larger, type Rational, scaledIntegers, smaller } from "./rational.ts";
export { proved, refused } from "./verdict.ts";
