import { type Comparator, WIRES } from "../sorting-networks/network.ts";

/** Odd-even transposition: a network that sorts, of neighbours only; the opponent where a run names none. */
export const EXCHANGES: readonly Comparator[] = Array.from({ length: WIRES }, (_, layer) =>
  Array.from({ length: WIRES - 1 }, (_, wire): Comparator => [wire, wire + 1]).filter(
    ([wire]) => wire % 2 === layer % 2,
  ),
).flat();
