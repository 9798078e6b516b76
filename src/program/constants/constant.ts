import type { Fingerprint } from "../../core/index.ts";
import { roundTo } from "../mutate/number-text.ts";
import type { Declared } from "./declarations.ts";
import { linesOf } from "./lines.ts";

/** A program's tunable numbers: what a numerical optimiser may move while the code around them stays. */
export interface Constants {
  /** In source order. Whole numbers are left alone unless they are declared, as they tend to be counts and places. */
  readonly numbers: readonly Constant[];
  /**
   * The program with other values in their places, or `null` when the result is no valid program.
   *
   * @param values - one for each number
   */
  withValues(
    values: readonly number[],
  ): { readonly source: string; readonly fingerprint: Fingerprint } | null;
}

/** One tunable number and the scale it is moved on. */
export interface Constant {
  readonly value: number;
  /** A step of 1: the spread of its column in a table of numbers, else its own magnitude, else 1. */
  readonly unit: number;
  /** Declared bounds; infinite where there are none. */
  readonly low: number;
  readonly high: number;
  /** Moved by factors instead of differences. */
  readonly isLogarithmic: boolean;
  readonly isWhole: boolean;
}

/** The value at a coordinate: 0 is the number as it stands, and bounds reflect. */
export function valueAt(number: Constant, coordinate: number, sigma: number): number {
  const { value, unit, low, high, isLogarithmic, isWhole } = number;
  const moved = isLogarithmic
    ? value * Math.exp(unit * coordinate)
    : roundTo(value + unit * coordinate, COARSENESS * unit * sigma);
  const inside = reflect(moved, low, high);
  return isWhole ? Math.round(inside) : inside;
}

/**
 * Two digits below the step size are kept in place of four: a hundredth of a step is below what a search of
 * its size can tell apart, and each digit is a third of a byte in the record of every number of every child.
 */
const COARSENESS = 100;

/** The coordinate of a value: the inverse of {@link valueAt}, up to its rounding. */
export function coordinateOf({ value, unit, isLogarithmic }: Constant, moved: number): number {
  return isLogarithmic ? Math.log(moved / value) / unit : (moved - value) / unit;
}

/** A number of a program as it is written. */
export interface Written {
  readonly value: number;
  /** Written without fraction and exponent. */
  readonly isWhole: boolean;
  /** Standard deviation of the numbers that play the same part; 0 when it stands alone. */
  readonly spread: number;
}

/** The scale that a number is moved on. */
export function constantOf({ value, spread, isWhole }: Written, declared: Declared | undefined): Constant {
  const [low, high] = declared?.range ?? [-Infinity, Infinity];
  const isLogarithmic = declared?.isLogarithmic === true && value !== 0;
  const magnitude = Math.abs(value);
  const width = high - low;
  // a column of equal numbers has a spread of rounding errors
  const isSpread = spread > 1e-9 * magnitude && Number.isFinite(spread);
  const natural = isSpread ? spread : magnitude || 1;
  const unit = isLogarithmic ? 1 : Number.isFinite(width) && width > 0 ? width / 4 : natural;
  return { value, unit, low, high, isLogarithmic, isWhole };
}

/** The numbers that may move, each with the word of its line on it: those declared, or with none all that are not whole. */
export function chosenOf<Site>(
  source: string,
  declared: ReadonlyMap<number, Declared>,
  sites: readonly Site[],
  { start, isWhole }: { start: (site: Site) => number; isWhole: (site: Site) => boolean },
): readonly (readonly [Site, Declared | undefined])[] {
  const lines = linesOf(source, sites.map(start));
  const all = sites.map((site, i) => [site, declared.get(lines[i] as number)] as const);
  return all.filter(([site, word]) => (declared.size > 0 ? word !== undefined : !isWhole(site)));
}

function reflect(value: number, low: number, high: number): number {
  const once = value < low ? 2 * low - value : value > high ? 2 * high - value : value;
  return Math.min(high, Math.max(low, once));
}
