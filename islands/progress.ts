/** Saved form of a progress: the last step after which it was seen, and the best score then. */
export type SavedProgress = readonly [step: number, score: number | null];

/**
 * When an island last got on: its best score has moved, since then, by a visible part of all that it has gained on the seed. Gains are
 * compared with gains, so that any unit and any zero of the score tell alike.
 */
export class Progress {
  private step: number;
  private score: number | null;

  constructor([step, score]: SavedProgress = [0, null]) {
    this.step = step;
    this.score = score;
  }

  /** Notes the best score after a step. @param first - score of the seed */
  note(step: number, best: number, first: number): void {
    if (this.score !== null && Math.abs(best - this.score) <= VISIBLE * Math.abs(best - first)) return;
    this.step = step;
    this.score = best;
  }

  /** Steps since the last visible improvement. */
  since(step: number): number {
    return step - this.step;
  }

  save(): SavedProgress {
    return [this.step, this.score];
  }
}

/** Least visible gain, as a share of all that was gained. */
const VISIBLE = 0.0005;
