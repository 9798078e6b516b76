import type { Elite } from "../../../core/index.ts";

/**
 * A way in which a model (or the offline mutator) makes a child: plain data, and which program it starts
 * from.
 */
export interface DirectedOperator {
  readonly name: string;
  /** A few words for the settings' page. */
  readonly description: string;
  /** Weight where the settings name none, beside that of the other operators. */
  readonly weight: number;
  /**
   * True when it learns from a second program; where there is no other program, the step improves its parent.
   */
  readonly needsMate: boolean;
  /**
   * True when it may make children from the seed as if each were the only one (best of N): it looks at
   * nothing that others found.
   */
  readonly alone: boolean;
  /** True when no model is asked. */
  readonly offline: boolean;
  /**
   * The program to change: the selected parent, or one of the island's elites, of which `elites` gives the best,
   * at most so many.
   */
  parentOf(island: { readonly parent: Elite; elites(count: number): readonly Elite[] }): Elite;
  /** Text of the prompts that tells the model what to do; `null` for none. */
  readonly advice: `advice-${string}` | null;
  /**
   * True when an angle is drawn for the step: several begin at the same state, and with the same words they
   * would be the same step.
   */
  readonly angle: boolean;
  /** Variant of the prompts that it insists on, where others would contradict it; `null` for none. */
  readonly variant: string | null;
}
