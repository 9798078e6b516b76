import alea from "seedrandom/lib/alea.js";
import { sha256 } from "./hash.ts";

/**
 * A named random stream. Streams are derived, not carried: every decision opens its own stream from a name
 * such as (seed, island, step, purpose), so there is no generator state to save, and the order in which
 * threads happen to run cannot change a draw.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, n); n ≥ 1. */
  int(n: number): number;
  /** Standard normal variate (Box–Muller, Box & Muller 1958). */
  normal(): number;
  /** A uniformly drawn element; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /**
   * An element drawn in proportion to its weight, by one draw of {@link next}; weights below zero count as
   * zero, and one must be above.
   */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T;
}

/** Opens the stream with this name; equal names give equal draws on every machine and thread. */
export function randomStream(...name: readonly (string | number)[]): Random {
  // Alea alone gives names that differ in their last digit first draws a fixed distance apart
  const draw = alea(sha256(name.join("/")));
  const next = (): number => draw();
  const int = (n: number): number => Math.floor(next() * n);
  return {
    next,
    int,
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      return radius * Math.cos(2 * Math.PI * next());
    },
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError("pick: the list is empty");
      return items[int(items.length)] as T;
    },
    weighted<T>(items: readonly T[], weightOf: (item: T) => number): T {
      const weights = items.map((item) => Math.max(0, weightOf(item)));
      let at = next() * weights.reduce((sum, weight) => sum + weight, 0);
      let drawn = weights.findIndex((weight) => {
        at -= weight;
        return at < 0;
      });
      // weights so small that the draw was rounded up to their sum
      if (drawn === -1) drawn = weights.findLastIndex((weight) => weight > 0);
      if (drawn === -1) throw new RangeError("weighted: no weight is above zero");
      return items[drawn] as T;
    },
  };
}
