/** Kinds of traces: what programs ask of a cache. */
export const KINDS = ["popular", "drifting", "scanned", "looping", "phased", "bursty"] as const;

/** A seeded trace: an input of the problem. The policy sees none of it but the capacity, and each request when it comes. */
export interface Trace {
  readonly kind: (typeof KINDS)[number];
  readonly seed: number;
  /** Keys that the cache holds. */
  readonly capacity: number;
  /** Length of the trace. */
  readonly requests: number;
}

/** The keys that are requested, in order: whole numbers from 0. */
export function drawTrace({ kind, seed, capacity, requests }: Trace): readonly number[] {
  const random = generator(seed);
  const next = GENERATORS[kind](random, capacity);
  return Array.from({ length: requests }, (_, time) => next(time));
}

/** Draws the key of a time. */
type NextKey = (time: number) => number;

const GENERATORS: { readonly [kind in Trace["kind"]]: (random: () => number, capacity: number) => NextKey } =
  {
    /** Few keys are wanted often, many seldom (Zipf). */
    popular: (random, capacity) => zipf(random, 8 * capacity, 0.9),
    /** The same, and what is popular changes slowly. */
    drifting(random, capacity) {
      const rank = zipf(random, 6 * capacity, 1);
      return (time) => (rank(time) + Math.floor(time / 25)) % (12 * capacity);
    },
    /** Popular keys, with scans in between that read each key once. */
    scanned(random, capacity) {
      const rank = zipf(random, 3 * capacity, 0.8);
      let fresh = 1000 * capacity;
      let left = 0;
      return (time) => {
        if (left === 0 && random() < 0.01) left = 2 * capacity;
        if (left === 0) return rank(time);
        left--;
        return fresh++;
      };
    },
    /** A loop a little longer than the cache, now and then left for popular keys. */
    looping(random, capacity) {
      const rank = zipf(random, 2 * capacity, 1.1);
      const length = Math.ceil(1.4 * capacity);
      return (time) => (random() < 0.15 ? 10 * capacity + rank(time) : time % length);
    },
    /** Working sets that replace each other. */
    phased(random, capacity) {
      let base = 0;
      let size = capacity;
      return (time) => {
        if (time % 250 === 0) {
          base = Math.floor(6 * random()) * 3 * capacity;
          size = Math.ceil((0.6 + random()) * capacity);
        }
        return base + Math.floor(size * random() ** 1.5);
      };
    },
    /** Keys that are wanted a few times within short, and then not for long. */
    bursty(random, capacity) {
      const rank = zipf(random, 4 * capacity, 0.7);
      const burst: number[] = [];
      let fresh = 1000 * capacity;
      return (time) => {
        if (random() < 0.06) burst.push(fresh, fresh, fresh++);
        if (burst.length > 0 && random() < 0.4) {
          const [key = 0] = burst.splice(Math.floor(random() * burst.length), 1);
          return key;
        }
        return rank(time);
      };
    },
  };

/** Draws ranks from 0, rank r as often as 1 / (r + 1)^exponent. */
function zipf(random: () => number, keys: number, exponent: number): NextKey {
  const sums: number[] = [];
  let sum = 0;
  for (let key = 0; key < keys; key++) {
    sum += (key + 1) ** -exponent;
    sums.push(sum);
  }
  return () => {
    const drawn = random() * sum;
    let [low, high] = [0, keys - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
