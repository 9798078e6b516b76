import { opponentsFor } from "./opponents.ts";
import { readState } from "./red-queen-state.ts";

/** One champion of rounds, and how it stood against those of earlier turns. */
export interface RoundMeetings {
  readonly round: number;
  readonly side: number;
  readonly score: number;
  /** True where it is the first of several that were scored anew, and its score the mean of that. */
  readonly isAnew: boolean;
  /** Champions of earlier turns that it met, by their turns from 0; `null` where the scorer does not say who was beaten. */
  readonly met: readonly { readonly turn: number; readonly beaten: boolean | null }[];
}

/**
 * Who beat whom in a run of rounds, turn by turn: the champion of each turn against the earlier champions among its opponents. Those
 * that it did not meet, because a round has as many opponents as its problem says, are left out.
 */
export function redQueenMeetings(folder: string): readonly RoundMeetings[] {
  const state = readState(folder);
  return state.champions.map(({ round, side, score, unbeaten, runnersUp }, turn) => {
    const before = { ...state, champions: state.champions.slice(0, turn) };
    const met = opponentsFor(before, side).flatMap(({ id }) => {
      const [from = "", place] = (id ?? "").split(".");
      // others of a turn stand beside its champion, at places from 1
      if (id === null || place !== "0") return [];
      return [{ turn: Number(from), beaten: unbeaten === undefined ? null : !unbeaten.includes(id) }];
    });
    return { round, side, score, isAnew: runnersUp !== undefined, met };
  });
}
