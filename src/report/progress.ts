import type { RunConfig } from "../config/index.ts";
import { type CandidateId, type Objective, objectiveOf, type RunEvent } from "../core/index.ts";
import type { ProblemDefinition } from "../problem/index.ts";

/** One island as progress shows it. */
interface IslandProgress {
  evaluations: number;
  /** Best score so far. */
  best: number | null;
  /** Results that found a free niche, in this sitting. */
  niches: number;
  temperature: number | null;
}

/** The best so far and when it was found. */
interface BestProgress {
  readonly id: CandidateId;
  readonly score: number;
  /** Evaluations over all islands when it came; `null` when it was on record before this sitting. */
  readonly evaluations: number | null;
}

/** How long a run has taken, and how fast its sitting goes. */
export interface Pace {
  /** Wall time of all sittings, milliseconds. */
  readonly elapsedMs: number;
  /** Wall time of this one, milliseconds; `null` before it has begun. */
  readonly sittingMs: number | null;
  /** Evaluations per second of this sitting. */
  readonly perSecond: number;
}

/** The sum of a sitting's events; counts what was really consumed, by the clock that it is given. */
export class Progress {
  readonly definition: ProblemDefinition;
  readonly config: RunConfig;
  islands: readonly IslandProgress[] = [];
  /** Evaluations on record when the sitting began. */
  before = 0;
  evaluations = 0;
  /** Failures of all sittings, as the evaluations are. */
  failures = 0;
  best: BestProgress | null = null;
  /** Each best of this sitting with the results there were when it came, in order. */
  readonly climb: { readonly evaluations: number; readonly score: number }[] = [];
  /** True once it is to stop: what is in flight is still recorded. */
  isStopping = false;
  /** A model that is waited for, and until when by the clock; `null` while everything goes on. */
  private rest: { readonly model: string; readonly untilMs: number } | null = null;

  /** Wall time of earlier sittings, milliseconds. */
  private elapsedBefore = 0;
  private readonly openedMs: number;
  private startedMs: number | null = null;
  private readonly now: () => number;
  private readonly objective: Objective;

  /** @param now - a clock in milliseconds */
  constructor(definition: ProblemDefinition, config: RunConfig, now: () => number) {
    this.definition = definition;
    this.config = config;
    this.now = now;
    this.openedMs = now();
    this.objective = objectiveOf(definition.objective.direction);
  }

  /** The pace up to now. The time that the evaluator takes to start is nobody's. */
  pace(): Pace {
    const sittingMs = this.startedMs === null ? null : this.now() - this.startedMs;
    const perSecond = sittingMs ? ((this.evaluations - this.before) / sittingMs) * 1000 : 0;
    return { elapsedMs: this.elapsedBefore + (sittingMs ?? 0), sittingMs, perSecond };
  }

  /** Time that a run which has not begun has taken so far, milliseconds; `null` once it has begun. */
  get startingMs(): number | null {
    return this.startedMs === null ? this.now() - this.openedMs : null;
  }

  /** The model that the run waits for, and for how long, milliseconds; `null` while it does not wait. */
  get waiting(): { readonly model: string; readonly leftMs: number } | null {
    const leftMs = this.rest === null ? 0 : this.rest.untilMs - this.now();
    return this.rest === null || leftMs <= 0 ? null : { model: this.rest.model, leftMs };
  }

  /** Takes one event. */
  take(event: RunEvent): void {
    switch (event.type) {
      case "run-started":
        this.start(event);
        break;
      case "best":
        this.best = event;
        this.climb.push({ evaluations: event.evaluations, score: event.score });
        break;
      case "step":
        this.rest = null;
        this.step(event);
        break;
      case "model-rests":
        this.rest = { model: event.model, untilMs: this.now() + event.waitMs };
        break;
    }
  }

  private start({ islands, failures, elapsedMs }: Extract<RunEvent, { type: "run-started" }>): void {
    this.startedMs = this.now();
    this.elapsedBefore = elapsedMs;
    this.islands = islands.map(({ consumed, best }) => ({
      evaluations: consumed,
      best: best?.score ?? null,
      niches: 0,
      temperature: null,
    }));
    this.failures = failures;
    this.before = islands.reduce((sum, { consumed }) => sum + consumed, 0);
    this.evaluations = this.before;
    for (const { best } of islands) {
      if (best !== null && this.objective.better(best.score, this.best?.score ?? null))
        this.best = { ...best, evaluations: null };
    }
    if (this.best !== null) this.climb.push({ evaluations: this.before, score: this.best.score });
  }

  private step({ candidate, inserted, temperature }: Extract<RunEvent, { type: "step" }>): void {
    const island = this.islands[candidate.island];
    // a resumed island walks from its checkpoint through what is on record already
    if (island === undefined || candidate.step < island.evaluations) return;
    island.evaluations = candidate.step + 1;
    island.temperature = temperature;
    this.evaluations++;
    if (inserted === "new") island.niches++;
    const { evaluation } = candidate;
    if (evaluation.status !== "ok") this.failures++;
    else if (this.objective.better(evaluation.score, island.best)) island.best = evaluation.score;
  }
}
