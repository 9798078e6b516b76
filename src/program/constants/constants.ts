import type { Fingerprint } from "../../core/index.ts";
import { applyEdits } from "../mutate/edits.ts";
import { roundTo, writeNumbers } from "../mutate/number-text.ts";
import type { NumberSite } from "../mutate/numbers.ts";
import { indexProgram } from "../mutate/program-index.ts";
import { revaluedFingerprint } from "../mutate/revalued.ts";
import { type ParsedProgram, parseProgram } from "../parse.ts";
import { type Declared, readDeclarations } from "./declarations.ts";
import type { ParsedLanguage } from "../language.ts";

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

/**
 * The tunable numbers within the evolve regions of a program. Where a comment declares some (`// @tune 0.1 .. 2`,
 * `// @tune log`), only those.
 *
 * @returns `null` for a text that does not parse
 */
export function readConstants(source: string, language: ParsedLanguage): Constants | null {
  const parsed = parseProgram(source, language);
  if (parsed.status !== "ok") return null;
  const sites = indexProgram(parsed.program).numbers.all;
  const declared = readDeclarations(parsed.program);
  const chosen =
    declared.size > 0
      ? sites.filter((site) => declared.has(lineOf(source, site.literalStart)))
      : sites.filter(({ integer }) => !integer);
  const numbers = chosen.map((site) => constantOf(site, declared.get(lineOf(source, site.literalStart))));
  return { numbers, withValues: (values) => revalue(parsed.program, chosen, values) };
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

function revalue(
  program: ParsedProgram,
  sites: readonly NumberSite[],
  values: readonly number[],
): ReturnType<Constants["withValues"]> {
  const moves = new Map(sites.map((site, i) => [site, values[i] as number]));
  const edits = writeNumbers(program.source, moves);
  const source = applyEdits(program.source, edits);
  if (source === null) return null;
  const known = revaluedFingerprint(program, source, edits);
  if (known !== null) return { source, fingerprint: known };
  const parsed = parseProgram(source, program.language);
  return parsed.status === "ok" ? { source, fingerprint: parsed.program.fingerprint } : null;
}

function constantOf(site: NumberSite, declared: Declared | undefined): Constant {
  const { value, peers, integer } = site;
  const [low, high] = declared?.range ?? [-Infinity, Infinity];
  const isLogarithmic = declared?.isLogarithmic === true && value !== 0;
  const magnitude = Math.abs(value);
  const width = high - low;
  // a column of equal numbers has a spread of rounding errors
  const isSpread = peers.spread > 1e-9 * magnitude && Number.isFinite(peers.spread);
  const natural = isSpread ? peers.spread : magnitude || 1;
  const unit = isLogarithmic ? 1 : Number.isFinite(width) && width > 0 ? width / 4 : natural;
  return { value, unit, low, high, isLogarithmic, isWhole: integer };
}

function reflect(value: number, low: number, high: number): number {
  const once = value < low ? 2 * low - value : value > high ? 2 * high - value : value;
  return Math.min(high, Math.max(low, once));
}

function lineOf(source: string, at: number): number {
  let line = 1;
  for (let i = source.indexOf("\n"); i !== -1 && i < at; i = source.indexOf("\n", i + 1)) line += 1;
  return line;
}
