import type { Random } from "../../core/index.ts";
import type { Change } from "../mutate/operator.ts";
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

/**
 * One way to vary a program by its tokens. Answers `null` when this program (or this draw) offers no place
 * for it.
 */
export interface TokenOperator {
  readonly name: string;
  readonly apply: (context: TokenContext) => Change | null;
}
