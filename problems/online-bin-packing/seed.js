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

/** The heuristic as plain data: table[item - 1][remaining - item] is the priority. */
export function tabulate({ capacity }) {
  const table = [];
  for (let item = 1; item <= capacity; item++) {
    const row = [];
    for (let remaining = item; remaining <= capacity; remaining++) {
      const value = priority(item, remaining, capacity);
      row.push(value >= -1e300 && value <= 1e300 ? value : bounded(value, item, remaining));
    }
    table.push(row);
  }
  return table;
}

/** Infinities are fair (1 / 0 for a perfect fit) but have no place in JSON: the largest numbers stand for them. */
function bounded(value, item, remaining) {
  if (typeof value !== "number" || Number.isNaN(value)) {
    throw new Error(`the priority of item ${item} at remaining ${remaining} is not a number`);
  }
  return value > 0 ? 1e300 : -1e300;
}
