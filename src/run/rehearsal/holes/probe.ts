import type { Json } from "../../../core/index.ts";

/** An answer that nobody would call a solution, in words: what it is made of is with whoever tries it. */
export interface Probe {
  /** The answer in words: "an empty list". */
  readonly answer: string;
  /**
   * Kind of answer: `trivial`, nothing at all; `input`, a part of the input; `constant`, one answer for all inputs; `number`,
   * numbers to be believed; `claim`, one part with nothing beside it; `shape`, a list with too few elements or equal ones;
   * `fewer`, fewer elements than are asked for; `broken`, no numbers where there should be some; `padding`, texts made long;
   * `twice` and `often`, the answer's list written again; `single`, an answer to one input and none to the others; `first`,
   * rubbish for all inputs but the first; `head` and `tail`, rubbish at one end; `digits`, a change of the last digits;
   * `variant`, an answer that a program may well give; `future`, a program that looks for what is asked later, and fails where it finds it.
   */
  readonly kind:
    | "trivial"
    | "input"
    | "constant"
    | "number"
    | "claim"
    | "shape"
    | "fewer"
    | "broken"
    | "padding"
    | "twice"
    | "often"
    | "single"
    | "first"
    | "head"
    | "tail"
    | "digits"
    | "variant"
    | "future";
  /** True where it may be a right answer to another way of asking: another sign, another spelling, less than a tolerance. */
  readonly mayBeRight?: true;
}

/** A probe as ready answers, one for each input, made from the seed's answers or from nothing. */
export interface AnswerProbe extends Probe {
  readonly outputs: readonly Json[];
}
