import type { Aim, Direction, Elite, Random } from "../../src/core/index.ts";

/**
 * A selection policy: draws the index of a parent in a ranking of elites. A small pure function of what the
 * island shows it and of the stream's draws, so that a resumed run draws what it drew.
 */
export interface SelectionPolicy {
  /** A few words for `run --help` and the settings' page. */
  readonly description: string;
  /** Index of the parent, from 0 to the ranking's length − 1. */
  select(view: SelectionView, random: Random): number;
  /**
   * True when every child is made from the seed as if it were the only one (best of N): the ranking is the
   * seed alone, and nothing that others found may have a say, be it a mate, a bandit or a lesson.
   * @defaultValue false
   */
  readonly alone?: boolean;
  /** True when it asks for descendants, which are counted for such policies only. @defaultValue false */
  readonly readsClades?: boolean;
  /** True when cells keep those that are best on some instance beside each other. @defaultValue false */
  readonly keepsInstances?: boolean;
}

/** An island as selection sees it, at one moment of logical time. */
export interface SelectionView {
  /** Elites, best first; at least one. */
  readonly ranking: readonly Elite[];
  /** Which way the score improves. */
  readonly direction: Direction;
  /** The objectives, where there are several; the elites have their values. */
  readonly aims: readonly Aim[];
  /** Selection temperature τ > 0. */
  readonly temperature: number;
  /** Children of the elite at an index, in whichever role, whose results the island has taken in. */
  visits(index: number): number;
  /** Results since the island's best last improved by a visible part of all that it has gained on its seed. */
  readonly stale: number;
  /** Descendants of the elite at an index along first parents, among the results that the island has taken in. */
  descendants(index: number): Descent;
  /** Cell of the elite at an index, in the archive's grid. */
  niche(index: number): number;
  /** Results among the last 256 scored ones that fell into the niche of the elite at an index. */
  hits(index: number): number;
}

/** The descendants of a program. */
export interface Descent {
  readonly born: number;
  /** Those that improved on their own first parent. */
  readonly improved: number;
}
