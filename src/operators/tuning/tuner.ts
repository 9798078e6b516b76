import {
  type Candidate,
  type CandidateId,
  idOf,
  type Objective,
  type Random,
  type Scored,
} from "../../core/index.ts";
import type { Language } from "../../language/index.ts";
import { samplesPerUpdate } from "./cma-es.ts";
import {
  LEAST_NUMBERS,
  NumberSearch,
  type SavedSearch,
  type TunedChild,
  type TuningOrigin,
} from "./number-search.ts";

/** Name of the operator in the record of a child. */
export const TUNE = "tune";

/** Saved form of a tuner. */
export interface SavedTuner {
  /** Searches begun so far. */
  readonly searches: number;
  readonly search: SavedSearch | null;
  /** The child of a model whose numbers are due, and how many results of that; absent where there is none. */
  readonly due?: { readonly origin: CandidateId; readonly left: number };
}

/** Settings of a tuner. */
export interface TunerOptions {
  readonly language: Language;
  readonly objective: Objective;
  /**
   * The number by which a search that began at a step ranks a verdict; what is not finite ranks as a failure.
   * @defaultValue its score
   */
  readonly worth?: (verdict: Scored, began: number) => number;
  /** True when others have come further than a search's best; see {@link NumberSearch}. @defaultValue never */
  readonly isOvertaken?: (best: number, began: number) => boolean;
  /** Largest share of the island's steps that it takes. */
  readonly share: number;
  /** Results that go to the numbers of a model's child that entered the archive. @defaultValue 0 */
  readonly perChild?: number;
}

/**
 * The numerical searches of one island, one after the other: each takes an elite that selection has drawn, tunes its numbers until
 * nothing more comes of it, and gives way to the next, from another elite or with wider or narrower steps (restarts in the
 * manner of BIPOP, Hansen 2009). It is part of the island's state by logical time.
 */
export class Tuner {
  private readonly options: TunerOptions;
  private searches = 0;
  private search: NumberSearch | null = null;
  private due: { readonly origin: TuningOrigin; readonly left: number } | null = null;

  constructor(options: TunerOptions) {
    this.options = options;
  }

  /**
   * A child for a step, from the search under way; with none, from a new one around `parent`. `null` where the step is for other
   * operators, the parent has too few numbers, or no child came of the draw.
   *
   * @param random - opens a stream of the step
   */
  ask(step: number, parent: TuningOrigin, random: (purpose: string) => Random): TunedChild | null {
    if (this.options.share === 0) return null;
    const isOver = this.search === null || this.search.isSpent;
    const dimension = isOver ? this.dimensionOf(parent.source) : (this.search?.dimension ?? 0);
    if (random("tune-or-not").next() >= this.shareFor(dimension, step)) return null;
    if (isOver) this.begin(step, parent, dimension);
    return this.search?.ask(step, random("tune")) ?? null;
  }

  /**
   * A child for a step of a run with models: of the numbers of the model's child that entered last, as long as they are due. `null`
   * where none are, or no child came of the draw.
   */
  polish(step: number, random: (purpose: string) => Random): TunedChild | null {
    if (this.due === null) return null;
    if (this.search?.origin.id !== this.due.origin.id)
      this.begin(step, this.due.origin, this.dimensionOf(this.due.origin.source), 1);
    return this.search?.ask(step, random("tune")) ?? null;
  }

  /** Learns that a child entered the archive: the numbers of a model's are due. */
  entered({ story, source, ...place }: Candidate): void {
    const { perChild = 0 } = this.options;
    if (perChild === 0 || story?.model === undefined || this.dimensionOf(source) < LEAST_NUMBERS) return;
    this.due = { origin: { id: idOf(place), source }, left: perChild };
  }

  /**
   * Share of steps for a program with so many numbers: nearly all of it for a table of numbers, little where a few stand in code. It
   * grows over the first 60 steps a number, because in short runs mutation gets further (measured); it knows the step and never the
   * budget, so that a run with a larger budget begins as the smaller one did.
   */
  private shareFor(dimension: number, step: number): number {
    if (dimension < LEAST_NUMBERS) return 0;
    const ripeness = Math.min(1, step / (60 * dimension)) ** 2;
    return this.options.share * (dimension / (dimension + 12)) * ripeness;
  }

  private dimensionOf(source: string): number {
    return this.options.language.constants?.(source)?.numbers.length ?? 0;
  }

  /** Takes a result of the island; those of other operators, and of searches that gave way, teach it nothing. */
  tell({ step, operator, source, parents, evaluation }: Candidate): void {
    const { search, due } = this;
    if (operator !== TUNE) return;
    if (due !== null && parents[0] === due.origin.id)
      this.due = due.left > 1 ? { ...due, left: due.left - 1 } : null;
    if (search === null) return;
    if (step >= search.began && parents[0] === search.origin.id) search.tell(step, source, evaluation);
  }

  /**
   * Learns of a child that was proposed after the state was saved: it may have begun a search.
   *
   * @param source - text of its origin; `null` where that has left the archive
   */
  adopt(step: number, id: CandidateId, source: string | null): void {
    const { search, due } = this;
    if (due?.origin.id === id) {
      if (search?.origin.id !== id) this.begin(step, due.origin, this.dimensionOf(due.origin.source), 1);
    } else if (source !== null && (search === null || search.isSpent))
      this.begin(step, { id, source }, this.dimensionOf(source));
  }

  save(): SavedTuner {
    const { searches, search, due } = this;
    return {
      searches,
      search: search?.save() ?? null,
      ...(due && { due: { origin: due.origin.id, left: due.left } }),
    };
  }

  restore(
    { searches, search, due }: SavedTuner,
    sourceOf: (id: CandidateId) => string,
    island: number,
  ): void {
    this.searches = searches;
    if (due) this.due = { origin: { id: due.origin, source: sourceOf(due.origin) }, left: due.left };
    if (search === null) return;
    const origin = { id: search.origin, source: sourceOf(search.origin) };
    const { began, samples } = search;
    this.search = NumberSearch.restore({ ...this.options, origin, began, samples }, search, (step) =>
      sourceOf(`i${island}-s${step}`),
    );
  }

  /** @param patience - verdicts that one update takes, as a multiple of the tutorial's number */
  private begin(began: number, origin: TuningOrigin, dimension: number, patience = SAMPLES): void {
    const samples = patience * samplesPerUpdate(Math.max(1, dimension));
    const sigma = FIRST_SIGMA * (WIDTHS[this.searches % WIDTHS.length] as number);
    const opened = NumberSearch.open({ ...this.options, origin, began, samples }, sigma);
    if (opened === null) return;
    this.search = opened;
    this.searches += 1;
  }
}

/** Verdicts that one update takes, as a multiple of the tutorial's 4 + 3·ln n: landscapes of programs are rugged. */
const SAMPLES = 3;
/** First step size, in the numbers' own units. */
const FIRST_SIGMA = 0.15;
/** Step sizes of one search after the other, relative to the first. */
const WIDTHS = [1, 0.3, 2, 0.1];
