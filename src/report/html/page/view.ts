import type { Evolution } from "./evolution.ts";
import type { State } from "./state.ts";

/** One view of an evolution: drawn once, then kept in step with the reader's place. */
export interface View {
  readonly element: HTMLElement;
  update(state: State): void;
}

/** What makes a view. @param go - changes the reader's place */
export type CreateView = (evolution: Evolution, go: (change: Partial<State>) => void) => View;

/** The selected program: the champion where none is named, or one that is not there. */
export function selectedIn(evolution: Evolution, { program }: State): Evolution["champion"] {
  return (program === null ? null : evolution.find(program)) ?? evolution.champion;
}
