/** A way to a score that is no solution, and what to do about it. */
export interface Hole {
  readonly kind:
    | "answers"
    | "constant"
    | "believes"
    | "duplicates"
    | "padding"
    | "skipped"
    | "hold-out"
    | "clock"
    | "chance"
    | "seed"
    | "order"
    | "sorting"
    | "tolerance"
    | "crash";
  /** The finding, with its score. */
  readonly found: string;
  readonly advice: string;
}
