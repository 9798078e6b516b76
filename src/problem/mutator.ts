import type { JsonObject } from "../core/index.ts";
import type { VaryInput } from "../language/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** A child that a problem's own mutator made. */
export interface OwnChild {
  readonly source: string;
  /** The change in a few words. */
  readonly note: string;
  /** Name of the way it was made. @defaultValue "own" */
  readonly operator?: string;
  /** The strategy record that the child inherits. @defaultValue the parent's */
  readonly strategy?: JsonObject;
}

/** A problem's own way to vary its programs, in place of its language's. */
export interface OwnMutator {
  /**
   * Makes a child; `null` when there is nothing to change. Must be a pure function of its input and the
   * stream's draws.
   */
  readonly vary: (input: VaryInput) => OwnChild | null;
  /**
   * A sentence that says why a text is no program, `null` when it may be one. @defaultValue every text may be
   * one
   */
  readonly check?: (source: string) => string | null;
}

/**
 * The default export of a problem's mutator module. It is the user's own trusted code, like the evaluator,
 * but it runs in the threads of the islands: it must be deterministic, quick, and without state.
 */
export type Mutator = (definition: ProblemDefinition) => OwnMutator;
