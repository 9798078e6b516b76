import type { FeatureDimension } from "../src/problem/index.ts";

/** A dimension as it is in force. */
export interface GridDimension {
  readonly name: string;
  readonly bins: number;
  /** Ends of its range; equal while an `auto` range is not known yet. */
  readonly low: number;
  readonly high: number;
  readonly scale: FeatureDimension["scale"];
  /** Where its bins begin and end, on the scale `edges`. */
  readonly edges: readonly number[] | null;
}

/** The range of one dimension as it is in force: bins between `low` and `high`, both ends clamped. */
interface Axis {
  readonly dimension: FeatureDimension;
  readonly bins: number;
  readonly low: number;
  readonly high: number;
}

/** Ranges of the `auto` dimensions, by dimension; the only part of a grid that changes during a run. */
export type GridRanges = readonly (readonly [low: number, high: number] | null)[];

/**
 * The MAP-Elites grid (Mouret & Clune 2015): maps a feature vector to a cell index in [0, cells). Values
 * outside a range fall into its first or last bin. A dimension with range `auto` has one bin until `fitted`
 * gives it a range.
 */
export class Grid {
  readonly cells: number;
  private readonly axes: readonly Axis[];

  private constructor(axes: readonly Axis[]) {
    this.axes = axes;
    this.cells = axes.reduce((product, axis) => product * axis.bins, 1);
  }

  /** @param ranges - ranges of the `auto` dimensions (`null` where none is known yet); others are ignored */
  static create(dimensions: readonly FeatureDimension[], ranges: GridRanges = []): Grid {
    return new Grid(dimensions.map((dimension, i) => createAxis(dimension, ranges[i] ?? null)));
  }

  /**
   * Cell of a feature vector, in mixed radix over the dimensions' bins. A missing feature counts as its low
   * end.
   */
  cellOf(features: { readonly [name: string]: number }): number {
    let cell = 0;
    for (const axis of this.axes)
      cell = cell * axis.bins + binOf(axis, features[axis.dimension.name] ?? axis.low);
    return cell;
  }

  /** The dimensions with their ranges in force. */
  get dimensions(): readonly GridDimension[] {
    return this.axes.map(({ dimension: { name, scale, edges }, bins, low, high }) => ({
      name,
      bins,
      low,
      high,
      scale,
      edges: edges ?? null,
    }));
  }

  /** Bin coordinates of a cell, one per dimension. */
  coordinates(cell: number): readonly number[] {
    const bins: number[] = [];
    let rest = cell;
    for (const axis of [...this.axes].reverse()) {
      bins.unshift(rest % axis.bins);
      rest = Math.floor(rest / axis.bins);
    }
    return bins;
  }

  /** Ranges in force of the `auto` dimensions, to be saved. */
  ranges(): GridRanges {
    return this.axes.map((axis) => (axis.dimension.range === "auto" ? [axis.low, axis.high] : null));
  }

  /** True when some dimension adapts its range. */
  get adaptive(): boolean {
    return this.axes.some((axis) => axis.dimension.range === "auto");
  }

  /**
   * The grid whose `auto` ranges span the given feature vectors; this same grid when nothing changes. A range
   * of a single value is opened by half its magnitude to either side, so that the next values have bins to
   * fall into.
   */
  fitted(vectors: readonly { readonly [name: string]: number }[]): Grid {
    if (!this.adaptive || vectors.length === 0) return this;
    const axes = this.axes.map((axis) => (axis.dimension.range === "auto" ? fitAxis(axis, vectors) : axis));
    return axes.every((axis, i) => axis === this.axes[i]) ? this : new Grid(axes);
  }
}

function createAxis(dimension: FeatureDimension, fitted: readonly [number, number] | null): Axis {
  if (dimension.scale === "edges") {
    const edges = dimension.edges ?? [];
    return { dimension, bins: Math.max(1, edges.length - 1), low: edges[0] ?? 0, high: edges.at(-1) ?? 0 };
  }
  const bins = dimension.bins ?? 10;
  const range = dimension.range === "auto" || dimension.range === undefined ? fitted : dimension.range;
  return range === null
    ? { dimension, bins, low: 0, high: 0 }
    : { dimension, bins, low: range[0], high: range[1] };
}

function fitAxis(axis: Axis, vectors: readonly { readonly [name: string]: number }[]): Axis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const vector of vectors) {
    const value = vector[axis.dimension.name] ?? 0;
    // a logarithm has no place for the rest; it falls into the first bin
    if (axis.dimension.scale === "log" && value <= 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return axis;
  if (low === high) {
    const margin = Math.abs(low) / 2 || 1;
    low = Math.max(-Number.MAX_VALUE, low - margin);
    high = Math.min(Number.MAX_VALUE, high + margin);
    if (axis.dimension.scale === "log") low = Math.max(Number.MIN_VALUE, low);
  }
  return low === axis.low && high === axis.high ? axis : { ...axis, low, high };
}

function binOf(axis: Axis, value: number): number {
  const { dimension, bins, low, high } = axis;
  if (dimension.scale === "edges") {
    const edges = dimension.edges ?? [];
    let bin = 0;
    while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++;
    return bin;
  }
  if (!(high > low)) return 0;
  const share =
    dimension.scale === "log"
      ? shareBetween(Math.log(Math.max(value, Number.MIN_VALUE)), Math.log(low), Math.log(high))
      : shareBetween(value, low, high);
  return Math.max(0, Math.min(bins - 1, Math.floor(share * bins)));
}

/**
 * Where a value lies in a range, 0 at its low and 1 at its high end; a number even where the differences
 * overflow.
 */
function shareBetween(value: number, low: number, high: number): number {
  const [above, width] = [value - low, high - low];
  if (Number.isFinite(above) && Number.isFinite(width)) return width > 0 ? above / width : 0;
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}
