import type { JsonObject } from "../../core/index.ts";

/**
 * The files of a small problem whose programs are operators: points in a square, far from each other.
 *
 * @param schema - path of the problem schema for `$schema`, relative to the folder
 */
export function operatorsTemplate(name: string, schema: string) {
  const problem: JsonObject = {
    $schema: schema,
    name,
    title: "Ten points in a square, far from each other",
    description: [
      "Place 10 points in the unit square so that the smallest distance of any two is as large as possible.",
      "A solution is a list of 10 points [x, y] with 0 <= x <= 1 and 0 <= y <= 1.",
      "The score is the smallest distance, as the best run reaches it.",
    ],
    seed: "seed.js",
    contract: "operators",
    hopping: { rate: "rate.js", restarts: 3, hops: 10, budget: 200 },
    evaluator: "evaluator.mjs",
    view: "view.mjs",
    output: {
      type: "array",
      minItems: 10,
      maxItems: 10,
      items: { type: "array", items: { type: "number" } },
    },
    objective: { name: "smallest distance", direction: "maximise" },
    limits: { timeMs: 1000 },
    features: [
      { name: "onBorder", range: [0, 10], bins: 5 },
      { name: "length", range: "auto", bins: 6 },
    ],
  };
  return { problem, files: { "seed.js": SEED, "rate.js": RATE, "evaluator.mjs": EVALUATOR } };
}

const SEED = `// EVOLVE-BLOCK-START
/** A fresh solution. */
export function generate(random) {
  return Array.from({ length: 10 }, () => [random(), random()]);
}

/** A better solution after about so many steps: the two nearest points move apart. */
export function improve(points, budget) {
  const next = points.map((point) => [...point]);
  for (let step = 0; step < budget; step++) {
    const [a, b] = nearest(next);
    const [dx, dy] = [a[0] - b[0], a[1] - b[1]];
    const by = (0.02 * (1 - step / budget)) / (Math.sqrt(dx * dx + dy * dy) + 1e-9);
    move(a, dx * by, dy * by);
    move(b, -dx * by, -dy * by);
  }
  return next;
}

/** A solution that is off by a strength from 0 (hardly) to 1 (far). */
export function perturb(points, strength, random) {
  return points.map(([x, y]) => {
    const point = [x, y];
    move(point, strength * (random() - 0.5), strength * (random() - 0.5));
    return point;
  });
}

function move(point, dx, dy) {
  point[0] = Math.min(1, Math.max(0, point[0] + dx));
  point[1] = Math.min(1, Math.max(0, point[1] + dy));
}

function nearest(points) {
  let [pair, least] = [[points[0], points[1]], Infinity];
  for (const [i, a] of points.entries()) {
    for (const b of points.slice(0, i)) {
      const distance = (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
      if (distance < least) [pair, least] = [[a, b], distance];
    }
  }
  return pair;
}
// EVOLVE-BLOCK-END
`;

const RATE = `/** Score of a solution while it hops, inside the sandbox; the evaluator judges what comes out. */
export function rate(points) {
  let least = Infinity;
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      least = Math.min(least, Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]));
    }
  }
  return least;
}
`;

const EVALUATOR = `/**
 * Judges the solution that one run of basin hopping came to; runs where no program can reach it. The toolkit takes the best run.
 *
 * @type {import("galapagos").Scorer}
 */
export default function score([points]) {
  const isInside = ([x, y]) => x >= 0 && x <= 1 && y >= 0 && y <= 1;
  if (!points.every((point) => point.length === 2 && isInside(point))) return { invalid: "a point lies outside the square" };
  let least = Number.POSITIVE_INFINITY;
  for (const [i, [x, y]] of points.entries()) {
    for (const [u, v] of points.slice(0, i)) least = Math.min(least, Math.hypot(x - u, y - v));
  }
  const onBorder = points.filter((point) => point.some((value) => value === 0 || value === 1)).length;
  return { score: least, features: { onBorder } };
}
`;
