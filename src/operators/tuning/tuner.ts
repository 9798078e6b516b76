import { type Candidate, type CandidateId, idOf, type Random } from "../../core/index.ts";
import {
  LEAST_NUMBERS,
  NumberSearch,
  type SavedSearch,
  type TunedChild,
  type TuningOrigin,
} from "./number-search.ts";
import { type Next, samplesOf, shareFor } from "./opening.ts";
import { NOTHING_PAID, paid, worthOf } from "./pay.ts";
import {
  afterLap,
  entered,
  entrantsFor,
  hasRunLap,
  openRace,
  type Race,
  restoreRace,
  saveRace,
} from "./race.ts";
import { RACES, type RaceRules } from "./race-rules.ts";
import { firstSigma, NO_SEARCHES, nextStart, type Restarts, spentOn } from "./restarts.ts";
import type { SavedTuner } from "./saved-tuner.ts";
import type { TunerOptions } from "./tuner-options.ts";

/** Name of the operator in the record of a child. */
export const TUNE = "tune";

/**
 * The numerical searches of one island, one after the other: each takes the seed or an elite that selection has drawn, tunes its
 * numbers until nothing more comes of it, and gives way to the next (see {@link Restarts}). It is part of the island's state by
 * logical time.
 */
export class Tuner {
  private readonly options: TunerOptions;
  private readonly rules: RaceRules;
  private searches = 0;
  private search: NumberSearch | null = null;
  /** The race that the search under way runs in. */
  private race: Race | null = null;
  private due: { readonly origin: TuningOrigin; readonly left: number } | null = null;
  private restarts = NO_SEARCHES;
  private seed: (TuningOrigin & { readonly worth: number | null }) | null = null;
  private seedDimension: number | null = null;
  private pay = NOTHING_PAID;
  private top: number | null = null;

  constructor(options: TunerOptions) {
    this.options = options;
    this.rules = RACES[options.race ?? "seeded"];
  }

  /**
   * A child for a step, from the search under way; with none, from a new one around the seed or `parent`. `null` where the step is for
   * other operators, there are too few numbers, or no child came of the draw.
   *
   * @param random - opens a stream of the step
   */
  ask(step: number, parent: TuningOrigin, random: Streams): TunedChild | null {
    if (this.options.share === 0) return null;
    const next = this.isOver ? this.next(parent, random) : null;
    const dimension = (next?.status === "opens" ? next : (next?.search ?? this.search))?.dimension ?? 0;
    const share = shareFor(this.options.share, dimension, step) * this.worth;
    if (random("tune-or-not").next() >= share) return null;
    if (next !== null) this.begin(step, next);
    return this.search?.ask(step, random("tune")) ?? null;
  }

  /**
   * A child for a step of a run with models: of the numbers of the model's child that entered last, as long as they are due. `null`
   * where none are, or no child came of the draw.
   */
  polish(step: number, random: Streams): TunedChild | null {
    if (this.due === null) return null;
    if (this.search?.origin.id !== this.due.origin.id) this.beginDue(step, this.due.origin);
    return this.search?.ask(step, random("tune")) ?? null;
  }

  /** Learns that a child entered the archive: the numbers of a model's are due. */
  entered({ story, source, ...place }: Candidate): void {
    const { perChild = 0 } = this.options;
    if (perChild === 0 || story?.model === undefined || this.dimensionOf(source) < LEAST_NUMBERS) return;
    this.due = { origin: { id: idOf(place), source }, left: perChild };
  }

  /** Learns what the archive made of a result; of tuned children those of elites count. */
  credit({ operator, parents }: Candidate, isTaken: boolean): void {
    if (!this.isCredited || (operator === TUNE && parents[0] === this.seed?.id)) return;
    this.pay = paid(this.pay, operator === TUNE ? "tuned" : "others", isTaken);
  }

  /** Part of its share that is worth while: all of it as long as there are searches from the seed. */
  private get worth(): number {
    if (!this.isCredited) return 1;
    return this.restarts.isSeedBehind || this.seedNumbers < LEAST_NUMBERS ? worthOf(this.pay) : 1;
  }

  private get isCredited(): boolean {
    return this.isRestarting && this.options.credit === "archive";
  }

  private get seedNumbers(): number {
    if (this.seed === null) return 0;
    this.seedDimension ??= this.dimensionOf(this.seed.source);
    return this.seedDimension;
  }

  private dimensionOf(source: string): number {
    return this.options.language.constants?.(source)?.numbers.length ?? 0;
  }

  /** Takes a result of the island; those of other operators, and of searches that gave way, teach it nothing. */
  tell(candidate: Candidate): void {
    const { step, operator, source, parents, evaluation } = candidate;
    this.note(candidate);
    const { search, due } = this;
    if (operator !== TUNE) return;
    if (due !== null && parents[0] === due.origin.id)
      this.due = due.left > 1 ? { ...due, left: due.left - 1 } : null;
    if (search === null) return;
    if (step < search.began || parents[0] !== search.origin.id) return;
    search.tell(step, source, evaluation);
    this.restarts = spentOn(this.restarts);
  }

  /** Notes the seed and the best. */
  private note({ step, source, evaluation, ...place }: Candidate): void {
    if (!this.isRestarting) return;
    const worth = evaluation.status === "ok" ? evaluation.score : null;
    if (step === 0) this.seed = { id: idOf({ step, ...place }), source, worth };
    if (worth !== null && this.options.objective.better(worth, this.top)) this.top = worth;
  }

  /**
   * Learns of a child that was proposed after the state was saved: it may have begun a search.
   *
   * @param parent - its origin; `null` where that has left the archive and is not the seed
   * @param random - opens a stream of the child's step
   */
  adopt(step: number, parent: TuningOrigin | null, random: Streams): void {
    const { search, due } = this;
    if (parent === null) return;
    if (due?.origin.id === parent.id) {
      if (search?.origin.id !== parent.id) this.beginDue(step, due.origin);
    } else if (this.isOver) this.begin(step, this.next(parent, random));
  }

  save(): SavedTuner {
    const { searches, search, race, due, restarts, seed, top, pay } = this;
    return {
      searches,
      search: search?.save() ?? null,
      ...(race && { race: saveRace(race) }),
      ...(due && { due: { origin: due.origin.id, left: due.left } }),
      ...(this.isRestarting && { restarts, seed: seed?.worth ?? null, top }),
      ...(this.isCredited && { pay }),
    };
  }

  restore(saved: SavedTuner, sourceOf: (id: CandidateId) => string, island: number): void {
    const { searches, search, due } = saved;
    this.searches = searches;
    this.pay = saved.pay ?? NOTHING_PAID;
    if (due) this.due = { origin: { id: due.origin, source: sourceOf(due.origin) }, left: due.left };
    if (this.isRestarting) {
      const id = idOf({ island, step: 0 });
      this.restarts = saved.restarts ?? NO_SEARCHES;
      this.seed = { id, source: sourceOf(id), worth: saved.seed ?? null };
      this.top = saved.top ?? null;
    }
    if (search === null) return;
    const restored = (one: SavedSearch): NumberSearch | null => {
      const origin = { id: one.origin, source: sourceOf(one.origin) };
      const { began, samples } = one;
      return NumberSearch.restore({ ...this.searching, origin, began, samples }, one, (step) =>
        sourceOf(`i${island}-s${step}`),
      );
    };
    this.search = restored(search);
    if (this.search === null || saved.race === undefined) return;
    this.race = restoreRace(saved.race, this.search, restored);
  }

  /** True when the search under way gives way: it is spent, or has run its lap. */
  private get isOver(): boolean {
    const { search, race } = this;
    return search === null || (race === null ? search.isSpent : hasRunLap(race, search, this.rules));
  }

  private get isRestarting(): boolean {
    return this.options.restarts !== "widths";
  }

  /** Settings that every search has in common. */
  private get searching() {
    const { isRestarting } = this;
    return {
      ...this.options,
      isScaled: isRestarting,
      inFlight: isRestarting ? (this.options.inFlight ?? 0) : 0,
      widePatience: this.rules.patience,
      reference: isRestarting ? (this.seed?.worth ?? null) : null,
    };
  }

  /** The search that would be next. @param parent - what selection has drawn */
  private next(parent: TuningOrigin, random: Streams): Next {
    if (!this.isRestarting) return this.inTurn(parent, PATIENCE);
    return this.inRace() ?? this.restart(parent, random);
  }

  /** How the race under way goes on; `null` where there is none, or it is over. */
  private inRace(): Next | null {
    const { search, race } = this;
    if (search === null || race === null) return null;
    const after = afterLap(race, this.options.objective, this.rules);
    if (after.status === "over") return null;
    if (after.status === "next runs") return after;
    const { origin, dimension, samples } = search;
    const sigma = this.rules.width * firstSigma(dimension);
    return { status: "opens", origin, dimension, sigma, samples, race: after.race };
  }

  private restart(parent: TuningOrigin, random: Streams): Next {
    const { seed, seedNumbers: numbers } = this;
    const judged = this.judged();
    const canRace = !judged.isSeedBehind && numbers >= LEAST_NUMBERS && entrantsFor(numbers) > 1;
    const share = canRace ? this.rules.small : 1;
    const [{ from, width, patience }, restarts] = nextStart(judged, random("tune-restart"), share);
    const isAtSeed = seed !== null && from === "seed" && numbers >= LEAST_NUMBERS;
    const dimension = isAtSeed ? numbers : this.dimensionOf(parent.source);
    const entrants = isAtSeed ? entrantsFor(dimension) : 1;
    return {
      status: "opens",
      origin: isAtSeed ? seed : parent,
      dimension,
      sigma: (entrants === 1 ? width : this.rules.width) * firstSigma(dimension),
      samples: samplesOf(patience, dimension),
      restarts,
      race: entrants === 1 ? null : openRace(entrants, this.rules.lead > 0 && restarts.begun === 1),
    };
  }

  /** The restarts, after a look at what the search that has ended, or the best of its race, reached from the seed. */
  private judged(): Restarts {
    const { search, seed, top, restarts, race } = this;
    const last = search?.origin.id === seed?.id ? (search?.reached ?? null) : null;
    const ended = race?.ended ?? null;
    const reached = ended !== null && this.options.objective.better(ended, last) ? ended : last;
    if (reached === null || top === null || seed === null || seed.worth === null) return restarts;
    const isBehind =
      this.options.objective.better(top, reached) &&
      Math.abs(reached - seed.worth) < NEAR * Math.abs(top - seed.worth);
    return { ...restarts, isSeedBehind: isBehind };
  }

  private begin(began: number, next: Next): void {
    if (next.status !== "opens") {
      if (next.search !== this.search) {
        this.search?.rest();
        next.search.goOn(began);
      }
      this.search = next.search;
      this.race = next.race;
      return;
    }
    const { origin, sigma, samples, race, restarts } = next;
    const opened = NumberSearch.open({ ...this.searching, origin, began, samples }, sigma);
    if (opened === null) return;
    this.search?.rest();
    this.search = opened;
    this.race = race && entered(race, opened);
    this.searches += 1;
    if (restarts !== undefined) this.restarts = restarts;
  }

  private beginDue(began: number, origin: TuningOrigin): void {
    this.begin(began, this.inTurn(origin, 1));
  }

  /** A search whose first steps are as wide as it is its turn to be. */
  private inTurn(origin: TuningOrigin, patience: number): Next {
    const sigma = FIRST_SIGMA * (WIDTHS[this.searches % WIDTHS.length] as number);
    const dimension = this.dimensionOf(origin.source);
    return { status: "opens", origin, dimension, sigma, samples: samplesOf(patience, dimension), race: null };
  }
}

/** Opens a stream of a step, by purpose. */
type Streams = (purpose: string) => Random;

/** Share of the island's gain that a search from the seed must reach for the seed to stay a start. */
const NEAR = 0.9;
/** Verdicts that one update takes, as a multiple of the tutorial's 4 + 3·ln n: landscapes of programs are rugged. */
const PATIENCE = 3;
/** First step size, in the numbers' own units. */
const FIRST_SIGMA = 0.15;
/** Step sizes of one search after the other, relative to the first. */
const WIDTHS = [1, 0.3, 2, 0.1];
