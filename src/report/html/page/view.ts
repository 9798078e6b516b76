import type { Evolution } from "./evolution.ts";
import type { State } from "./state.ts";

/** One view of an evolution: drawn once, then kept in step with the reader's place. */
export interface View {
  readonly element: HTMLElement;
  update(state: State): void;
  /** Draws also what is out of sight: the page is about to be printed. */
  drawForPaper?(): void;
  /** True where an update takes long enough to wait until the time slider rests. */
  readonly isSlow?: boolean;
}

/** The selected program: where none is named, or one that is not there, the best of what is shown. */
export function selectedIn(evolution: Evolution, { program, to }: State): Evolution["champion"] {
  const named = program === null ? null : evolution.find(program);
  return named ?? (to === null ? evolution.champion : evolution.bestAt(to));
}

/** The result up to which things are shown. */
export function shownTo({ last }: Evolution, { to }: State): number {
  return to === null ? last : Math.min(to, last);
}
