import type { Random } from "../../core/index.ts";
import type { Edit } from "./edits.ts";
import type { ProgramIndex } from "./program-index.ts";
import type { StepSizes } from "./step-sizes.ts";

/** The material of a syntax-tree operator. */
export interface MutationContext {
  readonly parent: ProgramIndex;
  /** Relatives to copy from; empty when there are none. */
  readonly mates: readonly ProgramIndex[];
  readonly steps: StepSizes;
  readonly random: Random;
}

/** An operator's edit of the parent's text. */
export interface Change {
  readonly edits: readonly Edit[];
  /** In a few words; the line is added by the caller. */
  readonly note: string;
  /** Step sizes that the child inherits instead of the parent's, where the operator used them. */
  readonly steps?: Partial<StepSizes>;
}

/** One way to vary a program. Answers `null` when this program (or this draw) offers no place for it. */
export interface MutationOperator {
  readonly name: string;
  readonly apply: (context: MutationContext) => Change | null;
}
