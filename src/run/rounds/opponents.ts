import type { Json } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { type Champion, modeOf, type RedQueenState } from "./red-queen-state.ts";

/** A program that a side meets. */
export interface Opponent {
  /** Its turn and its place there; `null` for an initial one. */
  readonly id: string | null;
  readonly opponent: Json;
}

/** How much less a lesson counts for each turn that has passed since. */
const FADING = 0.7;

/** The opponents of a side's next turn: the initial ones, then those of earlier turns that are kept, oldest first. */
export function opponentsFor({ sides, champions }: RedQueenState, side: number): readonly Opponent[] {
  const { lastChampions, pool, initial } = modeOf(sides[side] as Problem);
  const other = sides.length === 1 ? side : 1 - side;
  const earlier = champions.flatMap((champion, turn) =>
    champion.side === other ? programsOf(champion, turn) : [],
  );
  const first = initial.map((opponent) => ({ id: null, opponent }));
  if (lastChampions === 0) return first;
  if (lastChampions === null || earlier.length <= lastChampions) return [...first, ...earlier];
  if (pool !== "teachers") return [...first, ...earlier.slice(-lastChampions)];
  const newest = programsOf(champions.at(-1) as Champion, champions.length - 1).map(({ id }) => id);
  const lessons = lessonsOf(champions.filter((champion) => champion.side === side));
  const worth = ({ id }: Opponent): number => (newest.includes(id) ? 1 : 0) + (lessons.get(id) ?? 0);
  const ranked = earlier.map((one, age) => ({ one, age, worth: worth(one) }));
  const kept = ranked.sort((a, b) => b.worth - a.worth || b.age - a.age).slice(0, lastChampions);
  return [...first, ...kept.sort((a, b) => a.age - b.age).map(({ one }) => one)];
}

/** How often each opponent was not beaten, lately. */
function lessonsOf(own: readonly Champion[]): ReadonlyMap<string | null, number> {
  const lessons = new Map<string | null, number>();
  for (const [age, { unbeaten = [] }] of [...own].reverse().entries()) {
    for (const id of unbeaten) lessons.set(id, (lessons.get(id) ?? 0) + FADING ** age);
  }
  return lessons;
}

function programsOf({ opponent, others = [] }: Champion, turn: number): readonly Opponent[] {
  return [opponent, ...others].map((one, place) => ({ id: `${turn}.${place}`, opponent: one }));
}
