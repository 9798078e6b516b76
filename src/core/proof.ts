/**
 * A rigorous verdict on a construction, beside the score in floating point: found by exact or outward-rounded
 * arithmetic, without any tolerance.
 */
export type Proof =
  | {
      readonly status: "proved";
      /** The value as a decimal text, rounded to its worse side: the construction reaches at least this. */
      readonly value: string;
      /** The arithmetic that proved it: "exact rational arithmetic". */
      readonly means: string;
    }
  | {
      /** Nothing is proved, and nothing disproved. */
      readonly status: "float only";
      readonly why: string;
    }
  | {
      readonly status: "refused";
      /** The constraint that is broken: "circles 3 and 7 overlap". */
      readonly where: string;
      /** By how much, in words or as a decimal text; empty where there is no amount to it. */
      readonly by: string;
      /** A construction that an exact step makes of it, with a value of its own. */
      readonly repaired?: Repaired;
    };

/** Another construction, made valid by an exact step. */
export type Repaired = {
  /** The step in words: "every radius made smaller by 2e-16". */
  readonly step: string;
  /** Its proved value, as a decimal text rounded to its worse side. */
  readonly value: string;
};
