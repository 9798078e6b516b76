import type { RunConfig } from "../../config/index.ts";
import type { CandidateId, RunEvent } from "../../core/index.ts";
import type { ProblemDefinition } from "../../problem/index.ts";

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

/** What the events of a sitting add up to; counts what was really consumed, and knows no clock. */
export class Progress {
  readonly definition: ProblemDefinition;
  readonly config: RunConfig;
  islands: readonly IslandProgress[] = [];
  /** Evaluations on record when the sitting began. */
  before = 0;
  evaluations = 0;
  /** Failures of this sitting. */
  failures = 0;
  best: BestProgress | null = null;

  constructor(definition: ProblemDefinition, config: RunConfig) {
    this.definition = definition;
    this.config = config;
  }

  /** Takes one event. */
  take(event: RunEvent): void {
    switch (event.type) {
      case "run-started":
        this.start(event);
        break;
      case "best":
        this.best = event;
        break;
      case "step":
        this.step(event);
        break;
    }
  }

  private start({ islands }: Extract<RunEvent, { type: "run-started" }>): void {
    this.islands = islands.map(({ consumed, best }) => ({
      evaluations: consumed,
      best: best?.score ?? null,
      niches: 0,
      temperature: null,
    }));
    this.before = islands.reduce((sum, { consumed }) => sum + consumed, 0);
    this.evaluations = this.before;
    for (const { best } of islands) {
      if (best !== null && this.better(best.score, this.best?.score ?? null))
        this.best = { ...best, evaluations: null };
    }
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
    else if (this.better(evaluation.score, island.best)) island.best = evaluation.score;
  }

  private better(score: number, than: number | null): boolean {
    if (than === null) return true;
    return this.definition.objective.direction === "maximise" ? score > than : score < than;
  }
}
