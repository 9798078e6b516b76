import type { RunConfig } from "../src/config/index.ts";
import {
  type Aim,
  type Candidate,
  type CandidateId,
  type Elite,
  type Direction,
  idOf,
  type InsertStatus,
  objectiveOf,
  type Position,
  type Draft,
  randomStream,
} from "../src/core/index.ts";
import { languageOf } from "../src/language/index.ts";
import { type IslandView, type StepBandits, TUNE, Tuner } from "../src/operators/index.ts";
import { aimsOf, type FeatureDimension, type Problem } from "../src/problem/index.ts";
import { Archive } from "./archive.ts";
import { Clades, type Descendant } from "./clades.ts";
import { creditStep, openBandits } from "./credit.ts";
import { eliteOf } from "./elite-of.ts";
import { type Draws, drawParents } from "./draws.ts";
import { Grid } from "./grid.ts";
import { KnownPrograms } from "./known-programs.ts";
import { Methods } from "./methods.ts";
import { emigrantCount } from "./migration.ts";
import { loadElite, type PopulationState, saveElite } from "./population-state.ts";
import { orderOf } from "./order-of.ts";
import { Progress } from "./progress.ts";
import { originFor, searchWorth } from "./search-worth.ts";
import { selectionPolicy, type SelectionView } from "./selection/index.ts";
import { selectionView } from "./selection-view.ts";
import { NicheWindow, temperatureAt, WINDOW } from "./temperature.ts";
import { Visits } from "./visits.ts";

/** Outcome of consuming a result. */
export interface Consumed {
  readonly inserted: InsertStatus;
  /** Niche of the result; `null` for a failure. */
  readonly cell: number | null;
  /** Temperature after it. */
  readonly temperature: number;
}

/**
 * The state of one island by logical time: a fold over its results, in step order, and over what entered at
 * borders. It decides everything the island decides, and nothing else does; it never waits, reads or writes.
 */
export class Population {
  readonly archive: Archive;
  readonly methods: Methods;
  /** The last step consumed; −1 before the seed. */
  private last = -1;
  /** Features of the last scored results, and the niches they fall into in the grid as it is now. */
  private recent: Elite["features"][] = [];
  private niches = new NicheWindow();
  private seed: Elite | null = null;
  private visits = new Visits();
  /** `null` where selection does not ask for them. */
  private clades: Clades | null = null;
  private progress = new Progress();
  /** Programs that are known here, so that an equal one is not proposed again. */
  readonly known = new KnownPrograms();
  private readonly island: number;
  private readonly config: RunConfig;
  private readonly dimensions: readonly FeatureDimension[];
  private readonly direction: Direction;
  private readonly aims: readonly Aim[];
  private bandits: StepBandits | null;
  private readonly tuner: Tuner;

  constructor(island: number, config: RunConfig, problem: Problem) {
    this.island = island;
    this.config = config;
    const { features, objective } = problem.definition;
    this.dimensions = config.archive.cells === "grid" ? features : [];
    this.direction = objective.direction;
    const aims = aimsOf(problem.definition);
    this.aims = aims;
    this.bandits = openBandits(config, island);
    this.tuner = new Tuner({
      language: languageOf(problem.definition),
      ...searchWorth(objective.direction, aims, () => this.archive.ranking),
      // a search learns from its own children, which best of N must not
      share: selectionPolicy(config.selection.policy).alone ? 0 : config.tuning.share,
      perChild: config.tuning.perChild,
      // with several objectives the weights, and so the worth of a start, change from search to search
      restarts: aims.length < 2 ? config.tuning.restarts : "widths",
      race: config.tuning.race,
      credit: config.tuning.credit,
      inFlight: config.inFlight,
    });
    if (selectionPolicy(config.selection.policy).readsClades)
      this.clades = new Clades(objectiveOf(objective.direction));
    const { order, depth } = orderOf(problem.definition, config);
    this.archive = new Archive(Grid.create(this.dimensions), order, depth);
    this.methods = new Methods(order, config.archive.methods);
  }

  /** The last step consumed; −1 before the seed. */
  get step(): number {
    return this.last;
  }

  /** Selection temperature by the niches of the recent results. */
  get temperature(): number {
    const { selection, islands } = this.config;
    return temperatureAt(this.niches.entropy(this.archive.grid.cells), selection, this.island, islands);
  }

  /** Takes the result of the next step; the wrong order throws. */
  consume(candidate: Candidate): Consumed {
    const { step, evaluation } = candidate;
    if (step !== this.last + 1) throw new Error(`step ${step} came where ${this.last + 1} was due`);
    this.last = step;
    this.known.add(candidate.fingerprint, step);
    this.visits.add(candidate);
    this.clades?.add({
      id: idOf(candidate),
      ...candidate,
      score: "score" in evaluation ? evaluation.score : null,
    });
    this.tuner.tell(candidate);
    if (this.bandits !== null) this.bandits = creditStep(this.bandits, candidate, this.direction);
    if (evaluation.status !== "ok") {
      this.tuner.credit(candidate, false);
      return { inserted: "failed", cell: null, temperature: this.temperature };
    }
    const elite = eliteOf(candidate, evaluation, this.aims);
    const { status, cell } = this.archive.insert(elite, this.config.archive.ties);
    this.tuner.credit(candidate, status === "new" || status === "improved");
    this.methods.offer(elite);
    if (status !== "rejected") this.tuner.entered(candidate);
    this.recent.push(elite.features);
    if (this.recent.length > WINDOW) this.recent.shift();
    this.niches.add(cell);
    if (step === 0) {
      this.seed = elite;
      // adaptive ranges get their first scale from it
      this.rebuild();
    }
    this.noteProgress();
    return { inserted: status, cell, temperature: this.temperature };
  }

  /** Candidates to send to other islands, best first; chosen right after the border's step. */
  emigrants(): readonly Elite[] {
    const count = emigrantCount(this.archive.size, this.config.migration.rate);
    return this.archive.ranking.slice(0, count);
  }

  /** Rebuilds the bins and takes immigrants in the given order; returns the ids of those that entered. */
  admit(immigrants: readonly Elite[]): readonly CandidateId[] {
    const present = new Set(this.archive.ranking.map((elite) => elite.fingerprint.tree));
    const entered: CandidateId[] = [];
    this.rebuild();
    for (const elite of immigrants) {
      this.methods.offer(elite);
      if (present.has(elite.fingerprint.tree)) continue;
      if (this.archive.insert(elite).status === "rejected") continue;
      present.add(elite.fingerprint.tree);
      entered.push(idOf(elite));
    }
    this.noteProgress();
    return entered;
  }

  private noteProgress(): void {
    const { best } = this.archive;
    if (best !== null && this.seed !== null) this.progress.note(this.last, best.score, this.seed.score);
  }

  /** Fits adaptive bins to the elites; recent results then count for the niches they would fall into now. */
  private rebuild(): void {
    const { grid } = this.archive;
    this.archive.rebuild();
    if (this.archive.grid !== grid) this.findNiches();
  }

  private findNiches(): void {
    this.niches = new NicheWindow(this.recent.map((features) => this.archive.grid.cellOf(features)));
  }

  /**
   * An operator's view when it proposes `step` from the state as it is now. The ranking is copied, so that
   * an operator that takes its time still sees this state.
   */
  context(step: number): IslandView {
    const seenUntil = this.last;
    const ranking = this.archive.ranking.slice();
    const { bandits } = this;
    const random = this.streams(step);
    const drawn = this.draws(ranking, random);
    const parent = { ...drawn.parent, id: idOf(drawn.parent) };
    const others = this.methods.others(parent.source);
    return {
      island: this.island,
      step,
      parent,
      mate: () => drawn.mate(),
      elites: (count) => ranking.slice(0, count),
      others: () => others,
      random,
      tuned: () => this.tuner.ask(step, originFor(step, ranking, this.aims) ?? parent, random),
      polished: () => this.tuner.polish(step, random),
      bandits,
      seen: (fingerprint) => this.known.has(fingerprint, seenUntil),
    };
  }

  /** The parent that selection would draw for a step from the state as it is now. */
  parentOf(step: number): Elite {
    return this.draws(this.archive.ranking, this.streams(step)).parent;
  }

  private draws(ranking: readonly Elite[], random: IslandView["random"]): Draws {
    const { selection } = this.config;
    const policy = selectionPolicy(selection.policy);
    return drawParents(
      this.selection(policy.alone ? [this.seed as Elite] : ranking),
      policy,
      selection,
      random,
    );
  }

  private streams(step: number): IslandView["random"] {
    return (purpose) => randomStream(this.config.seed, this.island, step, purpose);
  }

  /**
   * The island as selection sees it now; it stays so, whatever changes later.
   *
   * @param ranking - elites to draw from, not to be changed
   */
  selection(ranking: readonly Elite[] = this.archive.ranking.slice()): SelectionView {
    const { direction, aims, temperature, visits, clades, last: until } = this;
    const { grid } = this.archive;
    const [stale, niches] = [this.progress.since(until), this.niches.snapshot()];
    const own = { direction, aims, temperature, visits, clades, until };
    return selectionView({ ...own, ranking, grid, stale, niches });
  }

  /**
   * For a restored population: its results so far, ascending, read only when selection asks how often a
   * program was a parent, or what came of it.
   */
  learnBirths(past: () => Iterable<Descendant>): void {
    this.visits = new Visits(past);
    if (this.clades !== null) for (const birth of past()) this.clades.add(birth);
  }

  /** Learns of a proposal that was made after the state was saved, when its search is to go on from there. */
  adopt({ step, operator, parents }: Position & Draft): void {
    const [id] = parents;
    if (operator !== TUNE || id === undefined) return;
    const known = [...this.archive.ranking, this.seed as Elite].find((elite) => idOf(elite) === id);
    this.tuner.adopt(step, known ? { id, source: known.source } : null, this.streams(step));
  }

  /** The state to be saved; fingerprints of past programs are in the store and not repeated here. */
  save(): PopulationState {
    return {
      step: this.last,
      ranges: this.archive.grid.ranges(),
      elites: this.archive.ranking.map(saveElite),
      seed: saveElite(this.seed as Elite),
      ...(this.config.archive.methods > 0 && { methods: this.methods.elites.map(saveElite) }),
      recent: this.recent.slice(),
      progress: this.progress.save(),
      bandits: this.bandits,
      tuner: this.tuner.save(),
    };
  }

  /**
   * The population that `save` described; `sources` gives the elites' texts. Fingerprints are learnt
   * separately.
   */
  static restore(
    island: number,
    config: RunConfig,
    problem: Problem,
    state: PopulationState,
    sources: ReadonlyMap<CandidateId, string>,
  ): Population {
    const population = new Population(island, config, problem);
    population.last = state.step;
    population.recent = [...state.recent];
    population.progress = new Progress(state.progress);
    population.seed = loadElite(state.seed, sources);
    // checkpoints of versions without models have none
    population.bandits = state.bandits ?? population.bandits;
    population.archive.restore(
      Grid.create(population.dimensions, state.ranges),
      state.elites.map((saved) => loadElite(saved, sources)),
    );
    population.methods.restore((state.methods ?? []).map((saved) => loadElite(saved, sources)));
    population.findNiches();
    const sourceOf = (id: CandidateId): string => sources.get(id) ?? "";
    if (state.tuner) population.tuner.restore(state.tuner, sourceOf, island);
    return population;
  }
}
