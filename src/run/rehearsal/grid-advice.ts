import { type NumberRecord, showNumber } from "../../core/index.ts";
import type { FeatureDimension } from "../../problem/index.ts";

/** Advice for the features of the seed that lie outside the grid's ranges, where it cannot tell programs apart. */
export function gridAdvice(
  dimensions: readonly FeatureDimension[],
  features: NumberRecord,
): readonly string[] {
  return dimensions.flatMap(({ name, range, edges }) => {
    const value = features[name];
    if (value === undefined) return [];
    const [low, high] = edges
      ? [edges[0] as number, edges.at(-1) as number]
      : Array.isArray(range)
        ? range
        : [-Infinity, Infinity];
    if (value >= low && value <= high) return [];
    const own = edges ? "edges" : "range";
    return [
      `the seed's ${name} is ${showNumber(value)}, outside its ${own} ${showNumber(low)} to ${showNumber(high)}: programs like it share the outermost cells; widen the ${own}${edges ? "" : ', or say "range": "auto"'}`,
    ];
  });
}
