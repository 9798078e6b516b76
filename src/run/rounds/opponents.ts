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
  const all = champions.flatMap((champion, turn) =>
    champion.side === other ? programsOf(champion, turn) : [],
  );
  // who wins turn after turn teaches once
  const earlier = pool === "teachers" ? distinct(all) : all;
  const first = initial.map((opponent) => ({ id: null, opponent }));
  if (lastChampions === 0) return first;
  if (lastChampions === null || earlier.length <= lastChampions) return [...first, ...earlier];
  if (pool !== "teachers") return [...first, ...earlier.slice(-lastChampions)];
  const [champion, ...others] = programsOf(champions.at(-1) as Champion, champions.length - 1).map(codeOf);
  const lessons = lessonsOf(champions.filter((champion) => champion.side === side));
  const worth = (one: Opponent): number => {
    if (codeOf(one) === champion) return Number.POSITIVE_INFINITY;
    return others.includes(codeOf(one)) ? Number.MAX_VALUE : (lessons.get(one.id) ?? 0);
  };
  const ranked = earlier.map((one, age) => ({ one, age, worth: worth(one) }));
  const kept = ranked
    .sort((a, b) => (a.worth === b.worth ? b.age - a.age : b.worth - a.worth))
    .slice(0, lastChampions);
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

/** Opponents without those that are the same as an earlier one. */
function distinct(opponents: readonly Opponent[]): Opponent[] {
  const known = new Map(opponents.toReversed().map((one) => [codeOf(one), one]));
  return opponents.filter((one) => known.get(codeOf(one)) === one);
}

function codeOf({ opponent }: Opponent): string {
  return JSON.stringify(opponent);
}

function programsOf({ opponent, others = [] }: Champion, turn: number): readonly Opponent[] {
  return [opponent, ...others].map((one, place) => ({ id: `${turn}.${place}`, opponent: one }));
}
