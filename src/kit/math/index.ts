/**
 * The numeric kit that candidates may import as `galapagos:math`, and anybody as `galapagos/math`: plain lists of numbers go in
 * and come out, no clock and no chance but that of {@link random}, so equal calls give equal results.
 */
export { eigenSymmetric, type EigenPairs } from "./eigen-symmetric.ts";
export { lbfgs, type LbfgsOptions, type SmoothFunction } from "./lbfgs.ts";
export { leastSquares } from "./least-squares.ts";
export { type LinearProgram, linearProgram, type LinearSolution } from "./linear-program.ts";
export type { Minimum } from "./minimum.ts";
export { nelderMead, type NelderMeadOptions } from "./nelder-mead.ts";
export { random, type RandomNumbers } from "./random.ts";
export { solve } from "./solve.ts";
