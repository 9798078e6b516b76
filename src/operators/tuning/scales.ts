/**
 * The scales of a search distribution: what each number is multiplied by after the covariance has had its say. They learn n numbers
 * where the covariance learns n(n + 1)/2, and so fast that a short search profits ("diagonal decoding": Akimoto and Hansen,
 * "Diagonal Acceleration for Covariance Matrix Adaptation Evolution Strategies", Evolutionary Computation 28(3), 2020).
 */
export interface Scales {
  /** One positive factor for each number. */
  readonly values: Float64Array;
  /** Evolution path of the whitened steps. */
  readonly path: Float64Array;
}

/** Scales that have learnt nothing: all 1. */
export function openScales(dimension: number): Scales {
  return { values: new Float64Array(dimension).fill(1), path: new Float64Array(dimension) };
}

/** The lesson of one update for the scales. */
export interface ScaleLesson {
  /** Better samples, best first, seen from the mean, without scale and covariance: standard normal if nothing were to be learnt. */
  readonly whitened: readonly Float64Array[];
  /** Their weights; they sum to 1. */
  readonly weights: readonly number[];
  /** Their weighted sum. */
  readonly step: Float64Array;
  /** Share of the path that is forgotten, and the factor by which the step enters it. */
  readonly pathRate: number;
  readonly reach: number;
  /** Learning rates of the path and of the samples. */
  readonly rankOne: number;
  readonly rankMany: number;
  /** Factor of the covariance in rows (lower triangle): the more it stretches, the less the scales may move. */
  readonly factor: Float64Array;
}

/** The scales after an update. */
export function learnScales(scales: Scales, lesson: ScaleLesson): Scales {
  const { whitened, weights, step, pathRate, reach, rankOne, rankMany } = lesson;
  const path = scales.path.map((p, i) => (1 - pathRate) * p + reach * (step[i] as number));
  const damping = 2 * Math.max(1, stretchOf(lesson.factor, step.length) - 1);
  const values = scales.values.map((value, i) => {
    const many = whitened.reduce(
      (sum, z, k) => sum + (weights[k] as number) * ((z[i] as number) ** 2 - 1),
      0,
    );
    const growth = rankOne * ((path[i] as number) ** 2 - 1) + rankMany * many;
    return value * Math.exp(Math.min(1, growth / damping));
  });
  return { values, path };
}

/** A lower bound of the ratio of a covariance's longest to its shortest axis: that of its factor's diagonal. */
function stretchOf(factor: Float64Array, n: number): number {
  let least = Infinity;
  let most = 0;
  for (let i = 0; i < n; i += 1) {
    const pivot = factor[(i * (i + 3)) / 2] as number;
    least = Math.min(least, pivot);
    most = Math.max(most, pivot);
  }
  return most / least;
}
