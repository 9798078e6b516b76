/** A comparator of a sorting network: the smaller of two values goes to the first wire, which has the lower number. */
export type Comparator = readonly [low: number, high: number];

/** Wires of every network here. */
export const WIRES = 16;

/** Most comparators of a network. */
const MOST_COMPARATORS = 200;

/** Inputs of zeros and ones, packed: word k of column w holds what inputs 32k … 32k + 31 put on wire w. */
export type Columns = readonly Uint32Array[];

/** Packs inputs; bit w of a number is the value on wire w. The rest of the last word is zeros, which are sorted already. */
export function columnsOf(inputs: ArrayLike<number>): Columns {
  const columns = Array.from({ length: WIRES }, () => new Uint32Array(Math.ceil(inputs.length / 32)));
  for (let at = 0; at < inputs.length; at++) {
    for (const [wire, column] of columns.entries()) {
      const word = at >>> 5;
      column[word] = (column[word] ?? 0) | ((((inputs[at] ?? 0) >>> wire) & 1) << (at & 31));
    }
  }
  return columns;
}

/** All 2¹⁶ inputs: a network that sorts them sorts everything (0-1 principle; Knuth, TAOCP 3, §5.3.4, theorem Z). */
export const EVERY_INPUT: Columns = columnsOf(Array.from({ length: 2 ** WIRES }, (_, input) => input));

/** How many of the inputs a network leaves unsorted; 32 of them at a time, since min and max of bits are AND and OR. */
export function countUnsorted(network: readonly Comparator[], inputs: Columns): number {
  const wires = inputs.map((column) => column.slice());
  const words = wires[0]?.length ?? 0;
  for (const [low, high] of network) {
    const [above, below] = [wires[low], wires[high]];
    if (above === undefined || below === undefined) continue;
    for (let word = 0; word < words; word++) {
      const [x, y] = [above[word] ?? 0, below[word] ?? 0];
      above[word] = x & y;
      below[word] = x | y;
    }
  }
  let count = 0;
  for (let word = 0; word < words; word++) {
    let wrong = 0;
    for (let wire = 1; wire < WIRES; wire++)
      wrong |= (wires[wire - 1]?.[word] ?? 0) & ~(wires[wire]?.[word] ?? 0);
    for (; wrong !== 0; wrong &= wrong - 1) count++;
  }
  return count;
}

/** Layers of a network when each comparator works as soon as both its wires are free. */
export function depthOf(network: readonly Comparator[]): number {
  const busy = new Array<number>(WIRES).fill(0);
  for (const [low, high] of network) {
    const layer = 1 + Math.max(busy[low] ?? 0, busy[high] ?? 0);
    busy[low] = layer;
    busy[high] = layer;
  }
  return Math.max(...busy);
}

/** A network from what a program returned: low wire first, pairs of one wire left out; a string says what is wrong. */
export function readNetwork(value: unknown): readonly Comparator[] | string {
  if (!Array.isArray(value)) return "expected a list of comparators [i, j]";
  if (value.length > MOST_COMPARATORS)
    return `expected at most ${MOST_COMPARATORS} comparators, got ${value.length}`;
  const network: Comparator[] = [];
  for (const [index, pair] of value.entries()) {
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every(isWire))
      return `comparator ${index}: expected two wires from 0 to ${WIRES - 1}, got ${JSON.stringify(pair)}`;
    const [i, j] = pair as [number, number];
    if (i !== j) network.push([Math.min(i, j), Math.max(i, j)]);
  }
  return network;
}

function isWire(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < WIRES;
}
