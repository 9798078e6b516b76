import { type Fault, faultAt, show } from "../schema/index.ts";
import type { FeatureDimension } from "./definition.ts";

/** The faults of a grid's axes: each by itself, names that come twice, cells without number. */
export function checkFeatures(features: readonly FeatureDimension[]): readonly Fault[] {
  const faults = features.flatMap((feature, index) => checkFeature(feature, index, features) ?? []);
  if (faults.length > 0) return faults;
  const cells = features.reduce(
    (product, { scale, edges, bins }) =>
      product * (scale === "edges" ? (edges?.length ?? 2) - 1 : (bins ?? 10)),
    1,
  );
  if (cells <= MAX_CELLS) return [];
  return [
    faultAt(
      "/features",
      `at most ${MAX_CELLS} cells (the product of all bins)`,
      String(cells),
      "use fewer bins or fewer features: about 100 cells is a good start",
    ),
  ];
}

function checkFeature(
  feature: FeatureDimension,
  index: number,
  features: readonly FeatureDimension[],
): Fault | null {
  const path = `/features/${index}`;
  if (features.findIndex(({ name }) => name === feature.name) < index) {
    return faultAt(
      `${path}/name`,
      "a name of its own",
      `${show(feature.name)} again`,
      "remove or rename one of the two",
    );
  }
  if (feature.name in Object.prototype) {
    return faultAt(
      `${path}/name`,
      "a name that objects do not have already",
      show(feature.name),
      "rename it",
    );
  }
  return feature.scale === "edges" ? checkEdges(feature, path) : checkRange(feature, path);
}

function checkEdges({ edges, range, bins }: FeatureDimension, path: string): Fault | null {
  if (edges === undefined) {
    return faultAt(
      `${path}/edges`,
      "the bin edges, since the scale is edges",
      "nothing",
      'for example "edges": [0, 1, 5, 20]',
    );
  }
  const fall = edges.findIndex((edge, index) => index > 0 && edge <= (edges[index - 1] ?? edge));
  if (fall > 0) {
    return faultAt(
      `${path}/edges/${fall}`,
      `more than ${edges[fall - 1]} (edges ascend)`,
      show(edges[fall]),
      "sort the edges",
    );
  }
  const spare = range !== undefined ? "range" : bins !== undefined ? "bins" : null;
  if (spare === null) return null;
  return faultAt(
    `${path}/${spare}`,
    `no ${spare} beside edges`,
    show(range ?? bins),
    `remove ${spare}: the edges say it all`,
  );
}

function checkRange({ range, scale, edges }: FeatureDimension, path: string): Fault | null {
  if (edges !== undefined) {
    return faultAt(
      `${path}/edges`,
      `no edges with scale ${scale}`,
      show(edges),
      'remove them, or say "scale": "edges"',
    );
  }
  if (range === undefined) {
    return faultAt(`${path}/range`, 'a range [low, high] or "auto"', "nothing", '"auto" follows the elites');
  }
  if (range === "auto") return null;
  const [low, high] = range;
  if (low >= high) {
    return faultAt(
      `${path}/range`,
      "[low, high] with low < high",
      show(range),
      "swap or spread the two ends",
    );
  }
  if (scale === "log" && low <= 0) {
    return faultAt(
      `${path}/range/0`,
      "more than 0, since the scale is log",
      show(low),
      "raise it, or use a linear scale",
    );
  }
  return null;
}

/**
 * Most cells of the grid: the product of all bins. More than this, and no two programs ever meet in a cell.
 */
const MAX_CELLS = 100_000;
