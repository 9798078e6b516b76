/** The score of a warrior by duels with a field, one opponent after the other. */
import type { ScorerResult } from "galapagos";
import { mastery, type Warrior } from "galapagos/corewar";
import { describeAlone } from "./alone.ts";
import { DuelBook, heats } from "./duel-book.ts";
import type { Field } from "./field.ts";
import { type Duel, race } from "./race.ts";

/** The score of duels: points as on a hill, or how many opponents are beaten. */
export type Aim = "points" | "beaten";

/** The highest score of each aim. */
const FULL = { points: 300, beaten: 100 } as const;

/** A match of a warrior with a field. */
export interface DuelMatch {
  readonly field: Field;
  readonly rounds: number;
  /** Seed of the places. */
  readonly seed: number;
  readonly aim: Aim;
  /** The warrior's parent with its score; `null` where nobody sets the pace. */
  readonly rival: { readonly warrior: Warrior; readonly score: number } | null;
}

/** Books by their fields, rounds and seeds; there is one for each search of a thread. */
const books = new Map<Field, Map<string, DuelBook>>();

/**
 * How a warrior does against a fixed field: the king-of-the-hill score, 3 a win and 1 a tie per hundred rounds,
 * averaged over opponents (0 to 300), or a smooth share of opponents beaten (0 to 100).
 */
export function scoreDuels(warrior: Warrior, { aim, rival, ...match }: DuelMatch): ScorerResult {
  const { field } = match;
  const book = bookOf(match);
  const pace = rival && { fight: book.of(rival.warrior), worth: rival.score / FULL[aim] };
  const { duels, met, isComplete, worth } = race({
    ...{ opponents: field.opponents.length, heats, pace },
    fight: book.of(warrior),
    worth: aim === "beaten" ? mastery : pointsOf,
  });
  const unbeaten = duels.flatMap(({ wins, losses }, opponent) => (wins > losses ? [] : [opponent]));
  const total = (pick: (duel: Duel) => number): number => duels.reduce((sum, duel) => sum + pick(duel), 0);
  return {
    score: FULL[aim] * worth,
    metrics: {
      wins: total(({ wins }) => wins),
      losses: total(({ losses }) => losses),
      ties: total(({ ties }) => ties),
      ...(isComplete && { beaten: duels.length - unbeaten.length }),
      met,
    },
    features: { ...describeAlone(warrior, field.engine.settings) },
    ...(isComplete && { artifacts: { unbeaten, notWon: notWonOf(duels, field) } }),
  };
}

/** Opponents that are named to whoever changes the warrior next. */
const NAMED = 12;

/** The duels that were not won, the worst first, in words. */
function notWonOf(duels: readonly Duel[], { opponents }: Field): readonly string[] {
  return duels
    .map((duel, place) => ({ ...duel, name: opponents[place]?.name ?? "" }))
    .filter(({ wins, losses }) => wins <= losses)
    .sort((one, other) => one.wins - one.losses - (other.wins - other.losses))
    .slice(0, NAMED)
    .map(({ name, wins, losses, ties }) => `${name}: ${wins} won, ${losses} lost, ${ties} tied`);
}

/** Share of the points of a duel. */
function pointsOf({ wins, losses, ties }: Duel): number {
  return (3 * wins + ties) / (3 * (wins + losses + ties));
}

function bookOf({ field, rounds, seed }: Pick<DuelMatch, "field" | "rounds" | "seed">): DuelBook {
  const ofField = books.get(field) ?? new Map<string, DuelBook>();
  books.set(field, ofField);
  const key = `${rounds}/${seed}`;
  const book = ofField.get(key) ?? new DuelBook(field, { rounds, seed });
  ofField.set(key, book);
  return book;
}
