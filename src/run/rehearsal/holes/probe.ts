/** An answer that nobody would call a solution, in words: what it is made of is with whoever tries it. */
export interface Probe {
  /** The answer in words: "an empty list". */
  readonly answer: string;
  /**
   * Kind of answer: `trivial`, nothing at all; `input`, a part of the input; `constant`, one answer for all inputs; `number`,
   * numbers to be believed; `shape`, a list with too few elements or equal ones; `broken`, no numbers where there should be some;
   * `padding`, texts made long; `twice` and `often`, the answer's list written again; `single`, an answer to one input and none
   * to the others; `first`, rubbish for all inputs but the first.
   */
  readonly kind:
    | "trivial"
    | "input"
    | "constant"
    | "number"
    | "shape"
    | "broken"
    | "padding"
    | "twice"
    | "often"
    | "single"
    | "first";
  /** True where it may be a right answer to another way of asking: another sign, another spelling, less than a tolerance. */
  readonly mayBeRight?: true;
}
