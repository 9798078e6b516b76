/** The course of a melee: whose turn it is, how much is left of the round, and what a death changes of both. */
import { type Layout, MELEE, RECORD, TURN } from "./generator/layout.ts";

/** The export of a melee module, see `generateMelee`. */
export type MeleeFunction = () => number;

/** A melee to fight. */
export interface Melee {
  readonly fight: MeleeFunction;
  /** The memory of the module. */
  readonly words: Uint32Array;
  readonly layout: Layout;
  /** Address of each warrior's record, in the order in which they move. */
  readonly records: readonly number[];
  /** Their head before the first cycle. */
  readonly head: number;
  /** Instructions of all warriors until the round is over; a death costs turns, as in pMARS. */
  readonly instructions: number;
  /** Fewer living warriors than this end the round. */
  readonly quorum: number;
}

/** Where a melee stands. */
interface Place {
  /** Records of the living. */
  readonly living: readonly number[];
  /** Whose turn it is, an index of `living`. */
  readonly turn: number;
  /** Head of those that have moved in this cycle. */
  readonly head: number;
  readonly left: number;
}

/** Fights from the state in the records until the round is over, and leaves the state there. */
export function fightMelee(melee: Melee): void {
  const { records, layout, words, instructions, quorum } = melee;
  let place: Place = { living: records, turn: 0, head: melee.head + layout.entry, left: instructions };
  while (place.left > 0 && place.living.length >= quorum) place = goOn(melee, place);
  for (const [index, record] of place.living.entries())
    words[(record + RECORD.head) / 4] = place.head - (index < place.turn ? 0 : layout.entry);
}

/** Fights to the next death, or to the last whole cycle, or what is left after it. */
function goOn({ fight, words, layout }: Melee, { living, turn, head, left }: Place): Place {
  const { entry, turns, queueMask } = layout;
  const alive = living.length;
  const rest = alive - turn;
  const cycles = left < rest ? 1 : 1 + Math.floor((left - rest) / alive);
  const end = left < rest ? turn + left : alive;
  const word = (name: keyof typeof MELEE): number => (layout.melee + MELEE[name]) / 4;
  words.set(living, turns / 4);
  words[word("turn")] = turns + TURN * turn;
  words[word("head")] = head;
  words[word("slot")] = (head - entry) & queueMask;
  words[word("end")] = turns + TURN * end;
  words[word("until")] = head + cycles * entry;
  if (fight() === 0) {
    if (end < alive) return { living, turn: end, head, left: 0 };
    return { living, turn: 0, head: head + cycles * entry, left: left - rest - (cycles - 1) * alive };
  }
  const dead = ((words[word("turn")] ?? 0) - turns) / TURN;
  const last = (words[word("head")] ?? 0) | 0;
  words[((living[dead] ?? 0) + RECORD.head) / 4] = last;
  // what was left when the dead one's turn began: pMARS takes the others' turns of as many cycles, and two
  const before = left - ((last - head) / entry) * alive - (dead - turn);
  const others = Math.floor((before - 1) / alive);
  const next: Place = {
    living: living.filter((_, index) => index !== dead),
    turn: dead,
    head: last,
    left: before - 2 - others,
  };
  return dead < alive - 1 ? next : { ...next, turn: 0, head: last + entry };
}
