import { lbfgs } from "galapagos:math";

// EVOLVE-BLOCK-START
/** Fresh points, drawn from a cube. */
export function generate(random, { points, dimension }) {
  return Array.from({ length: points }, () => Array.from({ length: dimension }, () => random()));
}

/** The points downhill from here: both distances are smooth ones at first, and ever sharper. */
export function improve(points, budget) {
  const dimension = points[0].length;
  let x = points.flat();
  for (const sharpness of [10, 60, 400, 2500, 15000]) {
    x = lbfgs((at) => smoothRatio(at, dimension, sharpness), x, { iterations: budget }).x;
  }
  return points.map((_, i) => x.slice(dimension * i, dimension * (i + 1)));
}

/** Points moved by up to the strength, and a few thrown to where another one may be. */
export function perturb(points, strength, random) {
  const thrown = 0.3 * strength;
  const reach = 0.4 * strength * Math.sqrt(spread(points));
  return points.map((point) => {
    const other = points[Math.floor(random() * points.length)];
    const far = random() < thrown;
    return point.map((part, axis) => (far ? other[axis] : part) + reach * (random() - 0.5));
  });
}

/** Mean squared distance from the first point. */
function spread(points) {
  let sum = 0;
  for (const point of points)
    for (const [axis, part] of point.entries()) sum += (part - points[0][axis]) ** 2;
  return sum / points.length;
}

/** Logarithm of the squared ratio, of smooth extremes of the distances, with its gradient. */
function smoothRatio(at, dimension, sharpness) {
  const logs = [];
  let [high, low] = [-Infinity, Infinity];
  for (let i = 0; i < at.length; i += dimension) {
    for (let j = 0; j < i; j += dimension) {
      let squared = 1e-300;
      for (let axis = 0; axis < dimension; axis++) squared += (at[i + axis] - at[j + axis]) ** 2;
      const log = Math.log(squared);
      logs.push([i, j, squared, log]);
      if (log > high) high = log;
      if (log < low) low = log;
    }
  }
  let [above, below] = [0, 0];
  for (const [, , , log] of logs) {
    above += Math.exp(sharpness * (log - high));
    below += Math.exp(sharpness * (low - log));
  }
  const gradient = new Array(at.length).fill(0);
  for (const [i, j, squared, log] of logs) {
    const pull = Math.exp(sharpness * (log - high)) / above - Math.exp(sharpness * (low - log)) / below;
    if (pull === 0) continue;
    for (let axis = 0; axis < dimension; axis++) {
      const slope = (2 * pull * (at[i + axis] - at[j + axis])) / squared;
      gradient[i + axis] += slope;
      gradient[j + axis] -= slope;
    }
  }
  return [high - low + (Math.log(above) + Math.log(below)) / sharpness, gradient];
}
// EVOLVE-BLOCK-END
