import alea from "seedrandom/lib/alea.js";

/** A stream of random numbers. */
export interface RandomNumbers {
  /** Uniform in [0, 1). */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
}

/** A stream that begins anew for each seed: the same seed gives the same numbers. (Alea, by seedrandom.) */
export function random(seed: number | string = 1): RandomNumbers {
  const next = alea(`galapagos/${seed}`);
  return {
    next: () => next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    int: (n) => Math.floor(next() * n),
  };
}
