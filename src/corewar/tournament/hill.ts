import type { DuelRecord, Entrant } from "./tournament.ts";
import { standings, type TournamentStanding } from "./standings.ts";

/** A hill after a challenge. */
export interface HillOutcome {
  /** Members, best first; at most the hill's size. */
  readonly standings: readonly TournamentStanding[];
  /** Names that fell off, worst last. */
  readonly pushedOff: readonly string[];
  /** Outcomes between the members that stay. */
  readonly records: readonly DuelRecord[];
}

/**
 * Ranks a hill's members by king-of-the-hill score and pushes off those beyond its size, one at a time,
 * because each that leaves changes the averages of the others.
 *
 * @param members - everybody on the hill, challengers included
 * @param records - outcomes of all pairs among them
 */
export function settleHill(
  members: readonly Entrant[],
  records: readonly DuelRecord[],
  size: number,
): HillOutcome {
  let ids = new Set(members.map(({ id }) => id));
  const pushedOff: string[] = [];
  for (;;) {
    const among = records.filter(({ a, b }) => ids.has(a) && ids.has(b));
    const ranked = standings(among, ids);
    const last = ranked.at(-1);
    if (ids.size <= size || last === undefined) return { standings: ranked, pushedOff, records: among };
    pushedOff.unshift(last.id);
    ids = new Set([...ids].filter((id) => id !== last.id));
  }
}
