import type { Elite } from "../../src/core/index.ts";
import fc from "fast-check";
import type { FeatureDimension } from "../../src/problem/index.ts";

/** One seed for every property, so that a failure today is a failure tomorrow; fast-check prints the path to it. */
export const FIXED = { seed: 20260301, numRuns: 200 } as const;

/** An elite whose program is named by its place. */
export function elite(
  island: number,
  step: number,
  score: number,
  features: Elite["features"] = {},
  source = `program ${island} ${step}`,
): Elite {
  return {
    island,
    step,
    score,
    features,
    source,
    fingerprint: { text: source, tree: source },
    strategy: {},
  };
}

/** Any finite number, with the awkward ones often: huge, tiny, −0, whole. */
const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(-0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53, 1e-300),
);

const range = (least: number): fc.Arbitrary<readonly [number, number]> =>
  fc
    .tuple(
      fc.double({ min: least, max: 1e200, noNaN: true }),
      fc.double({ min: least, max: 1e200, noNaN: true }),
    )
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? [a, b] : [b, a]));

const bins = fc.integer({ min: 1, max: 12 });

/** One dimension of any kind that a problem may declare. */
function anyDimension(name: string): fc.Arbitrary<FeatureDimension> {
  return fc.oneof(
    fc.record({
      name: fc.constant(name),
      range: fc.oneof(range(-1e200), fc.constant("auto" as const)),
      scale: fc.constant("linear" as const),
      bins,
    }),
    fc.record({
      name: fc.constant(name),
      range: fc.oneof(range(1e-200), fc.constant("auto" as const)),
      scale: fc.constant("log" as const),
      bins,
    }),
    fc.record({
      name: fc.constant(name),
      scale: fc.constant("edges" as const),
      edges: fc
        .uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 8 })
        .map((edges) => edges.sort((a, b) => a - b)),
    }),
  );
}

/** Up to three dimensions, named f0, f1, f2. */
export const anyDimensions: fc.Arbitrary<readonly FeatureDimension[]> = fc
  .integer({ min: 0, max: 3 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyDimension(`f${i}`))));

/** A feature vector for such dimensions. */
export const anyFeatures: fc.Arbitrary<Elite["features"]> = fc.record({
  f0: anyNumber,
  f1: anyNumber,
  f2: anyNumber,
});

/** Elites with different places, few different scores (so that ties are common), and any features. */
export function anyElites(maxLength = 60): fc.Arbitrary<readonly Elite[]> {
  return fc
    .array(fc.record({ score: fc.integer({ min: -6, max: 6 }), features: anyFeatures, island: fc.nat(2) }), {
      minLength: 1,
      maxLength,
    })
    .map((list) => list.map(({ score, features, island }, step) => elite(island, step, score, features)));
}
