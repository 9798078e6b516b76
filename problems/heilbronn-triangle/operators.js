/**
 * 11 points in the triangle (0, 0), (1, 0), (½, √3/2), by basin hopping.
 */

// EVOLVE-BLOCK-START
const ROOT = Math.sqrt(3);

/** Points drawn evenly from the triangle. */
export function generate(random) {
  return Array.from({ length: 11 }, () => {
    const [u, v] = [random(), random()];
    const [a, b] = u + v > 1 ? [1 - u, 1 - v] : [u, v];
    return inside([a + b / 2, (b * ROOT) / 2]);
  });
}

/** The points after a climb: again and again the smallest triangle is widened, by less and less. */
export function improve(start, budget) {
  let points = start.map(inside);
  let best = points;
  let top = smallest(points).area;
  for (let step = 0; step < budget; step++) {
    const { triangle } = smallest(points);
    points = widened(points, triangle, 0.01 * (1 - step / budget) + 1e-5);
    const { area } = smallest(points);
    if (area > top) [best, top] = [points, area];
  }
  return best;
}

/** Points moved by up to a quarter of the strength, and now and then one thrown somewhere else. */
export function perturb(points, strength, random) {
  const fresh = generate(random);
  return points.map(([x, y], i) =>
    random() < strength / 4
      ? fresh[i]
      : inside([x + strength * (random() - 0.5) * 0.5, y + strength * (random() - 0.5) * 0.5]),
  );
}

function smallest(points) {
  let area = Infinity;
  let triangle = [0, 1, 2];
  for (let i = 2; i < points.length; i++) {
    for (let j = 1; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const doubled = Math.abs(turn(points[i], points[j], points[k]));
        if (doubled < area) {
          area = doubled;
          triangle = [i, j, k];
        }
      }
    }
  }
  return { area, triangle };
}

/** Twice the area, with the sign of the way around. */
function turn([a, b], [c, d], [e, f]) {
  return a * (d - f) + c * (f - b) + e * (b - d);
}

/** Each corner of a triangle moved away from the side across. */
function widened(points, triangle, by) {
  const next = points.slice();
  const [i, j, k] = triangle;
  const sign = turn(points[i], points[j], points[k]) < 0 ? -1 : 1;
  for (const [p, q, r] of [
    [i, j, k],
    [j, k, i],
    [k, i, j],
  ]) {
    const [[c, d], [e, f]] = [points[q], points[r]];
    const length = Math.sqrt((c - e) ** 2 + (d - f) ** 2) + 1e-12;
    next[p] = inside([
      points[p][0] + (sign * by * (d - f)) / length,
      points[p][1] + (sign * by * (e - c)) / length,
    ]);
  }
  return next;
}

/** The nearest point that the rules allow, a hair inside. */
function inside([x, y]) {
  const low = Math.min(ROOT / 2, Math.max(0, y));
  const edge = low / ROOT + 1e-12;
  return [Math.min(1 - edge, Math.max(edge, x)), low];
}
// EVOLVE-BLOCK-END
