/** Duels with the opponents of a field, each fought once for each code. */
import { type MarsSettings, runBattle, type Tie, type Warrior } from "galapagos/corewar";
import type { Field } from "./field.ts";
import type { Duel } from "./race.ts";

/**
 * Heats of a race: their share of the rounds, and whether a likely tie ends early. The first are short: most children are
 * hopeless, and of those that are as good as their parents half are not ahead after each heat.
 */
const HEATS = [
  { share: 0.125, isBrief: true },
  { share: 0.25, isBrief: true },
  { share: 0.5, isBrief: true },
  { share: 1, isBrief: false },
] as const;

/** Seeds of places of two heats differ by this much. */
const APART = 23_456_789;

/** Number of heats. */
export const heats: number = HEATS.length;

/** Warriors whose duels are kept: the parents that children race, and what has just been bred. */
const MOST_KEPT = 500;

/**
 * The duels of all warriors with one field. Equal code gives equal duels, whatever the text: a child that differs from a known
 * warrior in nothing that is executed costs nothing, and neither does the pace of a parent.
 */
export class DuelBook {
  readonly #field: Field;
  readonly #rounds: number;
  readonly #seed: number;
  readonly #known = new Map<string, Map<string, Duel>>();

  /** @param seed - of the places; another one leads to other places in all heats */
  constructor(field: Field, { rounds, seed }: { readonly rounds: number; readonly seed: number }) {
    this.#field = field;
    this.#rounds = rounds;
    this.#seed = seed;
  }

  /** The duels of a warrior, by opponent and heat. */
  of(warrior: Warrior): (opponent: number, heat: number) => Duel {
    const known = this.#recall(warrior);
    return (opponent, heat) => {
      const key = `${opponent}/${heat}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const duel = this.#fight([warrior, this.#field.opponents[opponent] as Warrior], heat);
      known.set(key, duel);
      return duel;
    };
  }

  /** The duels known of a code; the codes that were not asked for longest are forgotten. */
  #recall({ instructions, start, pin }: Warrior): Map<string, Duel> {
    const code = JSON.stringify([instructions, start, pin]);
    const known = this.#known.get(code) ?? new Map<string, Duel>();
    this.#known.delete(code);
    this.#known.set(code, known);
    if (this.#known.size > MOST_KEPT) this.#known.delete(this.#known.keys().next().value as string);
    return known;
  }

  #fight(warriors: readonly [Warrior, Warrior], heat: number): Duel {
    const { share, isBrief } = HEATS[heat] ?? HEATS[0];
    const { engine } = this.#field;
    const match = {
      warriors,
      rounds: Math.max(1, Math.ceil(share * this.#rounds)),
      seed: this.#seed + heat * APART,
      tie: isBrief ? likelyTie(engine.settings) : undefined,
    };
    const [own] = runBattle(engine, match).warriors;
    return { wins: own?.wins ?? 0, losses: own?.losses ?? 0, ties: own?.ties ?? 0 };
  }
}

/**
 * The rule of a search alone: when a quarter of the cycles are over and both have more than a thousand processes, the round is a
 * tie. Two replicators that came so far rarely kill each other, and their ties are most of what is executed.
 */
function likelyTie({ coreSize, maxCycles }: MarsSettings): Tie {
  return { cycles: Math.max(coreSize, Math.floor(maxCycles / 4)), processes: 1000 };
}
