// EVOLVE-BLOCK-START
/**
 * How much an item wants to go into a bin: the bin with the highest priority gets it, the earliest opened one among equals.
 *
 * @param {number} item size of the item, 1 … capacity
 * @param {number} remaining room in the bin, item … capacity; an empty bin (remaining = capacity) is always on offer
 * @param {number} capacity size of every bin
 * @returns {number}
 */
function priority(item, remaining, capacity) {
  const left = remaining - item;
  let value = 0;
  // A bin that the item fills to the brim comes first.
  if (left < 1) {
    value = value + 1;
  }
  // An empty bin comes last.
  if (remaining > capacity - 1) {
    value = value - 1;
  }
  return value;
}
// EVOLVE-BLOCK-END

/** The heuristic as plain data: table[item - 1][remaining - item] is the priority. Infinities become the largest numbers. */
export function tabulate({ capacity }) {
  const table = [];
  for (let item = 1; item <= capacity; item++) {
    const row = [];
    for (let remaining = item; remaining <= capacity; remaining++) {
      const value = priority(item, remaining, capacity);
      if (typeof value !== "number" || Number.isNaN(value)) {
        throw new Error(`priority(${item}, ${remaining}, ${capacity}) is not a number`);
      }
      row.push(Math.max(-1e300, Math.min(1e300, value)));
    }
    table.push(row);
  }
  return table;
}
