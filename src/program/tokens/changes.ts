import type { Random } from "../../core/index.ts";
import type { Edit } from "../mutate/edits.ts";
import type { StepSizes } from "../mutate/step-sizes.ts";
import type { TokenProgram } from "./token-program.ts";

/** The material of a change. */
export interface TokenContext {
  readonly program: TokenProgram;
  /** Relatives to copy from; empty when there are none. */
  readonly mates: readonly TokenProgram[];
  readonly steps: StepSizes;
  readonly random: Random;
}

/** A change to a program's text. */
export interface TokenChange {
  readonly edits: readonly Edit[];
  /** In a few words; the line is added by the caller. */
  readonly note: string;
  /** Step sizes that the child inherits instead of the parent's, where the change used them. */
  readonly steps?: Partial<StepSizes>;
}

/**
 * One way to vary a program by its tokens. Answers `null` when this program (or this draw) offers no place
 * for it.
 */
export interface TokenOperator {
  readonly name: string;
  readonly apply: (context: TokenContext) => TokenChange | null;
}
