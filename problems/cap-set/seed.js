// EVOLVE-BLOCK-START
/**
 * How early a vector is looked at by the greedy choice: the higher, the earlier.
 *
 * @param {number[]} v digits 0, 1, 2
 * @returns {number}
 */
function priority(v) {
  const n = v.length;
  let value = 0;
  for (let i = 0; i < n; i++) {
    const next = v[(i + 1) % n];
    const opposite = v[(i + 3) % n];
    if (v[i] === 0) value += 0.1;
    if (v[i] === next) value += 0.2;
    if (v[i] === opposite) value += 0.1;
    if (v[i] === 1 && next === 2) value += 0.1;
  }
  return value;
}
// EVOLVE-BLOCK-END

/**
 * A cap set: vectors taken greedily by priority, as in FunSearch.
 *
 * @param {{ dimension: number }} input
 * @returns {number[][]}
 */
export function capSet({ dimension }) {
  const count = 3 ** dimension;
  const digits = (number) => Array.from({ length: dimension }, (_, i) => Math.floor(number / 3 ** i) % 3);
  const all = Array.from({ length: count }, (_, number) => digits(number));
  const order = all
    .map((v, number) => [Number(priority(v)) || 0, number])
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const blocked = new Uint8Array(count);
  const taken = [];
  for (const [, number] of order) {
    if (blocked[number]) continue;
    for (const other of taken) {
      let third = 0;
      for (let i = dimension - 1; i >= 0; i--) third = third * 3 + ((6 - all[number][i] - all[other][i]) % 3);
      blocked[third] = 1;
    }
    blocked[number] = 1;
    taken.push(number);
  }
  return taken.map((number) => all[number]);
}
