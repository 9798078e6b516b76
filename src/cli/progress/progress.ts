import type { RunConfig } from "../../config/index.ts";
import type { CandidateId, RunEvent } from "../../core/index.ts";
import type { ProblemDefinition } from "../../problem/index.ts";

/** One island as progress shows it. */
export interface IslandProgress {
  evaluations: number;
  failures: number;
  best: number | null;
  /** Results that found a free niche. */
  niches: number;
  epoch: number;
  temperature: number | null;
}

/** The best so far and when it was found. */
export interface BestProgress {
  readonly id: CandidateId;
  readonly score: number;
  /** Evaluations over all islands when it came. */
  readonly evaluations: number;
  readonly operator: string;
}

/** What the events of a run add up to; counts what was really consumed, and knows no clock. */
export class Progress {
  readonly definition: ProblemDefinition;
  readonly config: RunConfig;
  readonly islands: readonly IslandProgress[];
  evaluations = 0;
  failures = 0;
  best: BestProgress | null = null;
  resumed = false;

  constructor(definition: ProblemDefinition, config: RunConfig) {
    this.definition = definition;
    this.config = config;
    this.islands = Array.from({ length: config.islands }, () => ({
      evaluations: 0,
      failures: 0,
      best: null,
      niches: 0,
      epoch: 0,
      temperature: null,
    }));
  }

  /** Takes one event. */
  take(event: RunEvent): void {
    if (event.type === "run-started") this.resumed = event.resumed;
    if (event.type === "border") {
      const island = this.islands[event.island];
      if (island) island.epoch = event.epoch;
    }
    if (event.type !== "step") return;
    const { candidate, inserted, temperature } = event;
    const island = this.islands[candidate.island];
    if (island === undefined) return;
    // a resumed island begins in the middle
    const done = candidate.step + 1;
    this.evaluations += done - island.evaluations;
    island.evaluations = done;
    island.temperature = temperature;
    if (inserted === "new") island.niches++;
    if (candidate.evaluation.status !== "ok") {
      island.failures++;
      this.failures++;
      return;
    }
    const { score } = candidate.evaluation;
    if (this.better(score, island.best)) island.best = score;
    if (this.better(score, this.best?.score ?? null)) {
      const { operator } = candidate;
      this.best = {
        id: `i${candidate.island}-s${candidate.step}`,
        score,
        evaluations: this.evaluations,
        operator,
      };
    }
  }

  private better(score: number, than: number | null): boolean {
    if (than === null) return true;
    return this.definition.objective.direction === "maximise" ? score > than : score < than;
  }
}
