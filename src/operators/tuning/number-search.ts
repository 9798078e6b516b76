import type { CandidateId, Evaluation, Objective, Random, Scored } from "../../core/index.ts";
import type { Language } from "../../language/index.ts";
import { type Constants, coordinateOf, valueAt } from "../../program/index.ts";
import { drawSample, learn, openDistribution, type SearchDistribution } from "./cma-es.ts";
import { type PackedDistribution, pack, unpack } from "./packed.ts";

/** A program whose numbers are being searched. */
export interface TuningOrigin {
  readonly id: CandidateId;
  readonly source: string;
}

/** A child that differs from the origin in its numbers alone. */
export interface TunedChild {
  readonly source: string;
  readonly fingerprint: { readonly text: string; readonly tree: string };
  readonly origin: CandidateId;
  readonly note: string;
}

/** Saved form of a search; program texts stay in the store. */
export interface SavedSearch {
  readonly origin: CandidateId;
  readonly began: number;
  readonly samples: number;
  readonly distribution: PackedDistribution;
  readonly told: readonly ToldSample[];
  readonly best: number | null;
  readonly stale: number;
  /** The best when it last moved visibly; absent where any move counts. */
  readonly seen?: number | null;
  /** First step whose child was drawn after the last update, or after a rest; absent where older draws are learnt from, too. */
  readonly freshFrom?: number;
  /** First step size; absent in searches of earlier versions, which knew no patience with wide steps. */
  readonly width?: number;
}

/** The verdict on one sample: the step it came from, and the number that ranks it; `null` for a failure. */
export type ToldSample = readonly [step: number, score: number | null];

/**
 * The search over one program's numbers that an island has under way: ask → evaluate → tell, by logical time (an emitter in the
 * sense of CMA-ME, Fontaine et al. 2020). Every child that it makes is an ordinary candidate; its verdicts are learnt from in
 * step order. Only ranks count, so any unit and any monotone transformation of the score searches alike.
 */
export class NumberSearch {
  readonly origin: TuningOrigin;
  /** First step that this search may have proposed. */
  readonly began: number;
  private readonly language: Language;
  private readonly constants: Constants;
  private readonly objective: Objective;
  private readonly worth: NonNullable<SearchOptions["worth"]>;
  private readonly isOvertaken: NonNullable<SearchOptions["isOvertaken"]>;
  /** Verdicts that one update takes. */
  readonly samples: number;
  private distribution: SearchDistribution;
  private told: ToldSample[] = [];
  private readonly coordinates = new Map<number, Float64Array>();
  private best: number | null = null;
  private stale = 0;
  private seen: number | null = null;
  private freshFrom = 0;
  /** First step size. */
  private width = Infinity;
  private readonly inFlight: number | null;
  private readonly reference: number | null;
  private readonly widePatience: number;

  private constructor(options: SearchOptions, constants: Constants, distribution: SearchDistribution) {
    this.origin = options.origin;
    this.began = options.began;
    this.objective = options.objective;
    this.worth = options.worth ?? (({ score }) => score);
    this.isOvertaken = options.isOvertaken ?? (() => false);
    this.samples = options.samples;
    this.reference = options.reference ?? null;
    this.widePatience = options.widePatience ?? 1;
    const { inFlight = 0, samples } = options;
    this.inFlight = inFlight > 0 && inFlight * FEW_STALE <= samples ? inFlight : null;
    this.language = options.language;
    this.constants = constants;
    this.distribution = distribution;
  }

  /** A fresh search around a program, or `null` when it has too few numbers for one. */
  static open(options: SearchOptions, sigma: number): NumberSearch | null {
    const constants = options.language.constants?.(options.origin.source) ?? null;
    const dimension = constants?.numbers.length ?? 0;
    if (constants === null || dimension < LEAST_NUMBERS) return null;
    const opened = openDistribution(dimension, sigma, options.isScaled);
    const search = new NumberSearch(options, constants, opened);
    if (options.isScaled !== false) search.width = sigma;
    return search;
  }

  /** A saved search. @param sourceOf - text of a candidate of this island by its step */
  static restore(
    options: SearchOptions,
    saved: SavedSearch,
    sourceOf: (step: number) => string,
  ): NumberSearch | null {
    const constants = options.language.constants?.(options.origin.source) ?? null;
    if (constants === null) return null;
    const search = new NumberSearch(options, constants, unpack(saved.distribution));
    search.best = saved.best;
    search.stale = saved.stale;
    search.seen = saved.seen ?? null;
    search.freshFrom = saved.freshFrom ?? 0;
    search.width = saved.width ?? Infinity;
    search.told = [...saved.told];
    for (const [step] of saved.told) search.place(step, sourceOf(step));
    return search;
  }

  /** The next child, or `null` when the numbers drawn give no valid program. */
  ask(step: number, random: Random): TunedChild | null {
    const { numbers } = this.constants;
    const sample = drawSample(this.distribution, random);
    const { sigma, generation } = this.distribution;
    const values = numbers.map((number, i) => valueAt(number, sample[i] as number, sigma));
    if (!values.every(Number.isFinite)) return null;
    const child = this.constants.withValues(values);
    if (child === null) return null;
    this.remember(step, values);
    const note = `${numbers.length} numbers drawn, σ ${sigma.toPrecision(2)}, update ${generation}`;
    return { ...child, origin: this.origin.id, note };
  }

  /** Takes the verdict on a child of this search; in step order. */
  tell(step: number, source: string, evaluation: Evaluation): void {
    if (step < this.freshFrom) {
      this.coordinates.delete(step);
      return;
    }
    if (!this.coordinates.has(step)) this.place(step, source);
    const worth = evaluation.status === "ok" ? this.worth(evaluation, this.began) : Number.NaN;
    this.told.push([step, Number.isFinite(worth) ? worth : null]);
    if (this.told.length < this.samples) return;
    this.update();
    if (this.inFlight !== null) this.freshFrom = step + this.inFlight;
  }

  /** True once its updates have taken so many results for each number. */
  hasRun(results: number): boolean {
    return this.distribution.generation * this.samples >= results * this.dimension;
  }

  /** Gives way to another search: what is under way, and what no update has taken yet, is not learnt from. */
  rest(): void {
    this.told = [];
    this.coordinates.clear();
  }

  /** Goes on after a rest. @param step - its first child from now on */
  goOn(step: number): void {
    this.freshFrom = step;
  }

  /** Numbers that are searched. */
  get dimension(): number {
    return this.constants.numbers.length;
  }

  /** True when nothing more is to be expected from this search. */
  get isSpent(): boolean {
    const { length } = this.constants.numbers;
    const { sigma } = this.distribution;
    const isWide = sigma > SHORT * this.width;
    const patience = (10 + Math.ceil((30 * length) / this.samples)) * (isWide ? this.widePatience : 1);
    return this.stale > patience || sigma < LEAST_SIGMA;
  }

  /** The best worth so far; `null` before the first update. */
  get reached(): number | null {
    return this.best;
  }

  save(): SavedSearch {
    return {
      origin: this.origin.id,
      began: this.began,
      samples: this.samples,
      distribution: pack(this.distribution),
      told: this.told.slice(),
      best: this.best,
      stale: this.stale,
      ...(this.reference !== null && { seen: this.seen }),
      ...(this.freshFrom > 0 && { freshFrom: this.freshFrom }),
      ...(this.width < Infinity && { width: this.width }),
    };
  }

  private update(): void {
    const scored = this.told.filter((one): one is readonly [number, number] => one[1] !== null);
    const { better } = this.objective;
    scored.sort(([stepA, a], [stepB, b]) => (better(a, b) ? -1 : better(b, a) ? 1 : stepA - stepB));
    const ranked = scored.flatMap(([step]) => this.coordinates.get(step) ?? []);
    if (ranked.length >= LEAST_RANKED) this.distribution = learn(this.distribution, ranked);
    // mostly failures: the numbers were thrown too far
    if (2 * ranked.length < this.told.length)
      this.distribution = { ...this.distribution, sigma: this.distribution.sigma / 2 };
    const top = scored[0]?.[1];
    const isBetter = top !== undefined && better(top, this.best);
    if (isBetter) this.best = top;
    if (isBetter && this.isVisible(top)) {
      this.seen = top;
      this.stale = 0;
    } else this.stale += 1;
    const isTried = this.distribution.generation >= FAIR_UPDATES && this.best !== null;
    if (isTried && this.isOvertaken(this.best as number, this.began)) this.stale = GIVEN_UP;
    for (const [step] of this.told) this.coordinates.delete(step);
    this.told = [];
  }

  /** True when a new best differs visibly from the last one that did, beside all that was gained on the reference. */
  private isVisible(best: number): boolean {
    const { reference, seen } = this;
    if (reference === null || seen === null) return true;
    return Math.abs(best - seen) > VISIBLE * Math.abs(best - reference);
  }

  /** Finds out which numbers a child was given, from its text. */
  private place(step: number, source: string): void {
    const values = this.language.constants?.(source)?.numbers.map(({ value }) => value);
    if (values?.length === this.constants.numbers.length) this.remember(step, values);
  }

  private remember(step: number, values: readonly number[]): void {
    const { numbers } = this.constants;
    this.coordinates.set(
      step,
      Float64Array.from(numbers, (n, i) => coordinateOf(n, values[i] as number)),
    );
  }
}

/** Settings of a search. */
export interface SearchOptions {
  readonly origin: TuningOrigin;
  readonly began: number;
  readonly language: Language;
  readonly objective: Objective;
  /** The number that ranks a verdict, in the objective's direction. @defaultValue its score */
  readonly worth?: (verdict: Scored, began: number) => number;
  /**
   * True when others have come further than the best that this search has found, so that it gives way.
   * @defaultValue never
   */
  readonly isOvertaken?: (best: number, began: number) => boolean;
  /** Verdicts that one update takes. */
  readonly samples: number;
  /** Worth of the island's seed: gains are measured by what was gained on it. @defaultValue any gain counts */
  readonly reference?: number | null;
  /**
   * Steps under way at once. Children that were drawn before an update and are told after it lie behind the mean, and hold the steps
   * short; where they are few, they are left out (70 seeds of circle packing's numbers, 17,000 results, 8 in flight of 51: 2.554 with
   * them, 2.566 with none in flight; left out 2.569, 24 seeds). @defaultValue all are learnt from
   */
  readonly inFlight?: number;
  /** Patience with steps that are still wide, as a multiple of that with short ones. @defaultValue 1 */
  readonly widePatience?: number;
  /** See {@link openDistribution}. @defaultValue true */
  readonly isScaled?: boolean;
}

/** Fewest numbers that are worth a search. */
export const LEAST_NUMBERS = 3;
/** Samples of an update for each step in flight, from which on late ones are few. */
const FEW_STALE = 6;
/** Least gain that keeps a search going, as a share of all that was gained on the seed. */
const VISIBLE = 0.0005;
/** Share of the first step size above which steps are still wide: they find nothing new for long while they shorten. */
const SHORT = 0.1;
/** Updates that a search has before it may be called overtaken: its first steps are wide. */
const FAIR_UPDATES = 8;
/** Stale updates of a search that has given way; more than any patience. */
const GIVEN_UP = 1e9;
/** Fewest scored samples that an update learns from. */
const LEAST_RANKED = 4;
/** Step size, in the numbers' own units, below which a search has ended. */
const LEAST_SIGMA = 1e-10;
