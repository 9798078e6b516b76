import type { Evolution } from "./evolution.ts";
import type { State } from "./state.ts";

/** One view of an evolution: drawn once, then kept in step with the reader's place. */
export interface View {
  readonly element: HTMLElement;
  update(state: State): void;
}

/** The selected program: the champion where none is named, or one that is not there. */
export function selectedIn(evolution: Evolution, { program }: State): Evolution["champion"] {
  return (program === null ? null : evolution.find(program)) ?? evolution.champion;
}
