import { lbfgs, linearProgram } from "galapagos:math";

// EVOLVE-BLOCK-START
/** A fresh packing: random centres and small circles. */
export function generate(random, input) {
  return Array.from({ length: input?.circles ?? 26 }, () => [random(), random(), 0.05]);
}

/**
 * The packing downhill from here: circles grow against a penalty for what overlaps or leaves the square, ever harder; at last a linear
 * program gives every centre the radii whose sum is the largest.
 */
export function improve(circles, budget) {
  let x = circles.flat();
  for (const weight of [10, 100, 1000]) {
    x = lbfgs((at) => penalised(at, weight), x, { iterations: budget }).x;
  }
  return settled(circles.map((_, i) => [inside(x[3 * i]), inside(x[3 * i + 1])]));
}

/** Circles moved by up to the strength, and a few thrown somewhere else. */
export function perturb(circles, strength, random) {
  const thrown = 0.3 * strength;
  const reach = 0.2 * strength;
  return circles.map(([x, y, radius]) =>
    random() < thrown
      ? [random(), random(), 0.05]
      : [x + reach * (random() - 0.5), y + reach * (random() - 0.5), radius],
  );
}

/** What the penalty leaves of the radii's sum, to be minimised, with its gradient; x, y and radius of each circle in a row. */
function penalised(at, weight) {
  const gradient = new Array(at.length).fill(0);
  let value = 0;
  for (let i = 0; i < at.length; i += 3) {
    const radius = at[i + 2];
    value -= radius;
    gradient[i + 2] -= 1;
    for (const axis of [i, i + 1]) {
      const [low, high] = [radius - at[axis], at[axis] + radius - 1];
      if (low > 0) {
        value += weight * low * low;
        gradient[axis] -= 2 * weight * low;
        gradient[i + 2] += 2 * weight * low;
      }
      if (high > 0) {
        value += weight * high * high;
        gradient[axis] += 2 * weight * high;
        gradient[i + 2] += 2 * weight * high;
      }
    }
    for (let j = 0; j < i; j += 3) {
      const [dx, dy] = [at[i] - at[j], at[i + 1] - at[j + 1]];
      const reach = radius + at[j + 2];
      if (dx * dx + dy * dy >= reach * reach && reach > 0) continue;
      const distance = Math.sqrt(dx * dx + dy * dy) + 1e-12;
      const overlap = reach - distance;
      if (overlap <= 0) continue;
      const push = 2 * weight * overlap;
      value += weight * overlap * overlap;
      gradient[i + 2] += push;
      gradient[j + 2] += push;
      gradient[i] -= (push * dx) / distance;
      gradient[j] += (push * dx) / distance;
      gradient[i + 1] -= (push * dy) / distance;
      gradient[j + 1] += (push * dy) / distance;
    }
  }
  return [value, gradient];
}

/** The packing around these centres with the largest sum of radii. */
function settled(centres) {
  const [A, b] = [[], []];
  for (const [i, [x, y]] of centres.entries()) {
    for (const [j, [u, v]] of centres.slice(0, i).entries()) {
      const distance = Math.sqrt((x - u) ** 2 + (y - v) ** 2);
      if (distance > 0.6) continue;
      const row = new Array(centres.length).fill(0);
      row[i] = 1;
      row[j] = 1;
      A.push(row);
      b.push(Math.max(0, distance - 1e-12));
    }
  }
  const upper = centres.map(([x, y]) => Math.max(0, Math.min(x, y, 1 - x, 1 - y) - 1e-13));
  const { x } = linearProgram({ c: new Array(centres.length).fill(-1), A, b, upper });
  return centres.map(([cx, cy], i) => [cx, cy, Math.max(0, x?.[i] ?? 0)]);
}

function inside(value) {
  return Math.min(1, Math.max(0, value));
}
// EVOLVE-BLOCK-END
