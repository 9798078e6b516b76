/**
 * Vectors in 11 dimensions, as near to each other as they are long, at least: ±2 on every axis, and ±1 on the supports that
 * a greedy choice takes, four axes each of which two supports share two at most.
 *
 * @returns {number[][]}
 */
export function vectors() {
  // EVOLVE-BLOCK-START
  // The higher, the earlier a support {a, b, c, d} is looked at.
  function priority(a, b, c, d) {
    const weights = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1];
    const near = weights[b - a] + weights[c - b] + weights[d - c];
    const middle = weights[a] * weights[d] + weights[b] * weights[c];
    return near + 0.5 * middle;
  }
  // EVOLVE-BLOCK-END
  return spheres(supports(priority));
}

/** Supports of four axes, taken greedily by priority. */
function supports(priority) {
  const all = [];
  for (let a = 0; a < 11; a++)
    for (let b = a + 1; b < 11; b++)
      for (let c = b + 1; c < 11; c++) for (let d = c + 1; d < 11; d++) all.push([a, b, c, d]);
  const ranked = all.map((axes) => [Number(priority(...axes)) || 0, axes]).sort((x, y) => y[0] - x[0]);
  const taken = [];
  for (const [, axes] of ranked) {
    if (taken.every((other) => other.filter((axis) => axes.includes(axis)).length <= 2)) taken.push(axes);
  }
  return taken;
}

/** ±2 on every axis, and all signs of ±1 on every support. */
function spheres(taken) {
  const list = [];
  const zero = () => new Array(11).fill(0);
  for (let axis = 0; axis < 11; axis++) {
    for (const sign of [2, -2]) list.push(Object.assign(zero(), { [axis]: sign }));
  }
  for (const axes of taken) {
    for (let signs = 0; signs < 16; signs++) {
      const vector = zero();
      axes.forEach((axis, bit) => {
        vector[axis] = (signs >> bit) % 2 === 0 ? 1 : -1;
      });
      list.push(vector);
    }
  }
  return list;
}
