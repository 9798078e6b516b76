/** Capacity of every bin. */
export const CAPACITY = 100;

/** Instances in a set, and items in an instance. */
const INSTANCES = 3;
const ITEMS = 5000;

/** Shape and scale of the Weibull distribution of item sizes (Romera-Paredes et al. 2023, "Weibull" data sets). */
const SHAPE = 3;
const SCALE = 45;

/** Sets of instances and the seeds they are drawn from. */
const SEEDS = { search: 20_240_115, holdout: 7_919 } as const;

/** Name of a set of instances. */
export type InstanceSet = keyof typeof SEEDS;

/** True for the name of a set. */
export function isInstanceSet(name: unknown): name is InstanceSet {
  return typeof name === "string" && Object.hasOwn(SEEDS, name);
}

/** The instances of a set: item sizes, whole numbers from 1 to the capacity, in order of arrival. */
export function drawInstances(set: InstanceSet): readonly (readonly number[])[] {
  const next = mulberry32(SEEDS[set]);
  return Array.from({ length: INSTANCES }, () => Array.from({ length: ITEMS }, () => itemSize(next())));
}

/** Inverse of the Weibull distribution, rounded and clipped to 1 … capacity. */
function itemSize(uniform: number): number {
  const size = SCALE * (-Math.log(1 - uniform)) ** (1 / SHAPE);
  return Math.min(CAPACITY, Math.max(1, Math.round(size)));
}

/** Uniform numbers in [0, 1) with 32 random bits (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
