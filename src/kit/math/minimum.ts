/** The best point that a search found. */
export interface Minimum {
  readonly x: number[];
  /** The function there. */
  readonly value: number;
  /** Calls of the function. */
  readonly evaluations: number;
}
