import { finish } from "./move-numbers.ts";
import { roundTo } from "./number-text.ts";
import type { NumberSite } from "./numbers.ts";
import type { MutationContext, MutationOperator } from "./operator.ts";

/** A number of the parent with its counterparts in the mates. */
interface Aligned {
  readonly number: NumberSite;
  readonly mates: readonly number[];
}

/**
 * The numbers that parent and mates have in common, by address. A list is taken only as a whole: if a mate's
 * has another length, its rows do not correspond.
 */
function align({ parent, mates }: MutationContext, count: number): Aligned[] {
  const relatives = mates.slice(0, count);
  if (relatives.length < count) return [];
  const aligned: Aligned[] = [];
  for (const number of parent.numbers.all) {
    const values: number[] = [];
    for (const mate of relatives) {
      const twin = mate.numbers.byAddress.get(number.address);
      if (!twin || twin.table?.numbers.length !== number.table?.numbers.length) break;
      values.push(twin.value);
    }
    if (values.length === count) aligned.push({ number, mates: values });
  }
  return aligned;
}

/**
 * Takes rows (or lone numbers) over from the mate, each with some probability or as one run (uniform and
 * n-point crossover).
 */
export const takeNumbers: MutationOperator = {
  name: "take-numbers",
  apply: (context) => {
    const { random } = context;
    const aligned = align(context, 1);
    const units = groupRows(aligned.filter(({ number, mates }) => mates[0] !== number.value));
    if (units.length === 0) return null;
    const isRun = random.next() < 0.5;
    const share = random.pick([0.1, 0.25, 0.5]);
    const length = 1 + random.int(Math.max(1, Math.ceil(units.length / 2)));
    const from = random.int(units.length);
    const chosen = units.filter((_, i) =>
      isRun ? (i - from + units.length) % units.length < length : random.next() < share,
    );
    if (chosen.length === 0) chosen.push(units[from] as Aligned[]);
    const moves = new Map(chosen.flat().map(({ number, mates }) => [number, mates[0] as number]));
    return finish(context, moves, `${moves.size} numbers taken from the mate`);
  },
};

/**
 * Moves numbers along the difference between relatives (differential evolution; Storn & Price 1997): towards
 * the one mate, a + F·(b − a), or parallel to the difference of two mates, a + F·(b − c).
 */
export const differential: MutationOperator = {
  name: "differential",
  apply: (context) => {
    const { random } = context;
    const useTwo = context.mates.length >= 2 && random.next() < 0.8;
    const aligned = align(context, useTwo ? 2 : 1);
    const units = groupRows(
      aligned.filter(({ number, mates }) => mates[0] !== (useTwo ? mates[1] : number.value)),
    );
    if (units.length === 0) return null;
    const share = random.pick([1 / units.length, 3 / units.length, 0.3, 1]);
    const factor =
      (random.next() < 0.15 ? -1 : 1) * random.pick([0.1, 0.3, 0.5, 0.8]) * (0.8 + 0.4 * random.next());
    const sure = random.int(units.length);
    const moves = new Map<NumberSite, number>();
    units.forEach((unit, i) => {
      if (i !== sure && random.next() >= share) return;
      for (const { number, mates } of unit) {
        const difference = factor * ((mates[0] as number) - (useTwo ? (mates[1] as number) : number.value));
        const moved = number.value + difference;
        moves.set(number, number.integer ? Math.round(moved) : roundTo(moved, Math.abs(difference)));
      }
    });
    return finish(
      context,
      moves,
      `${moves.size} numbers moved ${useTwo ? "by a difference of mates" : "towards the mate"}`,
    );
  },
};

/** Groups aligned numbers by row; lone numbers are groups of one. */
function groupRows(aligned: readonly Aligned[]): Aligned[][] {
  const groups: Aligned[][] = [];
  let last: NumberSite | null = null;
  for (const pair of aligned) {
    const { number } = pair;
    if (last && number.table && number.table === last.table && number.row === last.row)
      groups.at(-1)?.push(pair);
    else groups.push([pair]);
    last = number;
  }
  return groups;
}
