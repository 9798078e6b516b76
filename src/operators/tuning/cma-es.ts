import type { Random } from "../../core/index.ts";
import { choleskyFactor, solveLower } from "./cholesky.ts";
import { learnScales, openScales, type ScaleLesson, type Scales } from "./scales.ts";

/**
 * A search distribution over n numbers that learns from ranked samples: covariance matrix adaptation (Hansen, "The CMA
 * Evolution Strategy: A Tutorial", arXiv 1604.00772, figure 6), with the Cholesky factor of the covariance in place of its
 * square root (Suttorp, Hansen and Igel 2009). Plain data; coordinates are relative to the start and to each number's own
 * unit, so the first mean is the zero vector. Beyond {@link FULL_LIMIT} numbers the covariance is diagonal (sep-CMA-ES, Ros
 * and Hansen 2008); up to there scales of their own help a full one.
 */
export interface SearchDistribution {
  readonly mean: Float64Array;
  /** Overall step size σ, in units of the numbers. */
  readonly sigma: number;
  /** Lower triangle of the covariance by rows, its diagonal included; the diagonal alone when it is diagonal. */
  readonly covariance: Float64Array;
  /** Cholesky factor of the covariance, in the same layout. */
  readonly factor: Float64Array;
  /** `null` where the covariance alone learns. */
  readonly scales: Scales | null;
  readonly covariancePath: Float64Array;
  readonly sigmaPath: Float64Array;
  /** Updates so far. */
  readonly generation: number;
}

/** Most numbers whose dependences are learnt; with more, each number learns its own scale only. */
const FULL_LIMIT = 120;

/**
 * The distribution before it has learnt anything: independent numbers around the start.
 *
 * @param isScaled - false for searches of earlier versions, whose covariance learnt alone
 */
export function openDistribution(dimension: number, sigma: number, isScaled = true): SearchDistribution {
  const covariance = identity(dimension);
  return {
    mean: new Float64Array(dimension),
    sigma,
    covariance,
    factor: covariance,
    scales: isScaled && dimension <= FULL_LIMIT ? openScales(dimension) : null,
    covariancePath: new Float64Array(dimension),
    sigmaPath: new Float64Array(dimension),
    generation: 0,
  };
}

/** Samples that one update takes, for so many numbers: enough to rank well, and not fewer than the tutorial's 4 + 3·ln n. */
export function samplesPerUpdate(dimension: number): number {
  return 4 + Math.floor(3 * Math.log(dimension));
}

/** One sample: mean + σ·D·L·z with z standard normal, and D the scales. */
export function drawSample(
  { mean, sigma, factor, scales }: SearchDistribution,
  random: Random,
): Float64Array {
  const normal = Float64Array.from(mean, () => random.normal());
  const step = multiplyLower(factor, normal);
  return step.map((s, i) => (mean[i] as number) + sigma * scaleOf(scales, i) * s);
}

/**
 * The distribution after one update.
 *
 * @param ranked - samples, best first, by logarithmic weights: the better half moves the mean and widens the covariance where it
 *   lies, the worse half narrows it there ("active" CMA-ES, Jastrebski and Arnold 2006). Samples may have been drawn from an earlier
 *   state (with steps in flight some are): what counts is where they lie seen from the present mean.
 */
export function learn(state: SearchDistribution, ranked: readonly Float64Array[]): SearchDistribution {
  const dimension = state.mean.length;
  const rates = ratesFor(dimension, ranked.length, state.scales !== null);
  const seen = ranked
    .slice(0, rates.weights.length + rates.negative.length)
    .map((sample) =>
      sample.map((x, i) => (x - (state.mean[i] as number)) / (state.sigma * scaleOf(state.scales, i))),
    );
  const steps = seen.slice(0, rates.weights.length);
  const worse = seen.slice(rates.weights.length);
  const step = weightedSum(steps, rates.weights, dimension);
  const mean = state.mean.map((m, i) => m + state.sigma * scaleOf(state.scales, i) * (step[i] as number));

  const whitened = solveLower(state.factor, step);
  const pull = Math.sqrt(rates.sigmaRate * (2 - rates.sigmaRate) * rates.mass);
  const sigmaPath = state.sigmaPath.map((p, i) => (1 - rates.sigmaRate) * p + pull * (whitened[i] as number));
  const length = Math.sqrt(squaredLength(sigmaPath));
  const expected = Math.sqrt(dimension) * (1 - 1 / (4 * dimension) + 1 / (21 * dimension * dimension));
  const generation = state.generation + 1;

  // a path that suddenly grows long must not blow up the covariance (h_σ of the tutorial, equation 45)
  const settled = length / Math.sqrt(1 - (1 - rates.sigmaRate) ** (2 * generation));
  const isCalm = settled / expected < 1.4 + 2 / (dimension + 1);
  const reach = isCalm ? Math.sqrt(rates.pathRate * (2 - rates.pathRate) * rates.mass) : 0;
  const covariancePath = state.covariancePath.map(
    (p, i) => (1 - rates.pathRate) * p + reach * (step[i] as number),
  );
  const covariance = updateCovariance(state, covariancePath, steps, worse, rates, isCalm);
  const growth = Math.min(1, (rates.sigmaRate / rates.damping) * (length / expected - 1));
  return {
    mean,
    sigma: state.sigma * Math.exp(growth),
    covariance,
    factor: factorOf(covariance, dimension),
    scales: state.scales && learnScales(state.scales, scaleLesson(state, steps, whitened, rates, reach)),
    covariancePath,
    sigmaPath,
    generation,
  };
}

/** @param step - the whitened weighted sum of the steps */
function scaleLesson(
  { factor }: SearchDistribution,
  steps: readonly Float64Array[],
  step: Float64Array,
  { weights, pathRate, rankOne, rankMany }: Rates,
  reach: number,
): ScaleLesson {
  const haste = diagonalHaste(step.length);
  const scaleOne = Math.min(1, haste * rankOne);
  return {
    whitened: steps.map((one) => solveLower(factor, one)),
    weights,
    step,
    pathRate,
    reach,
    rankOne: scaleOne,
    rankMany: Math.min(1 - scaleOne, haste * rankMany),
    factor,
  };
}

/** How much faster n numbers are learnt than n(n + 1)/2 of them (Ros and Hansen 2008). */
function diagonalHaste(n: number): number {
  return (n + 2) / 3;
}

function scaleOf(scales: Scales | null, i: number): number {
  return scales === null ? 1 : (scales.values[i] as number);
}

/** Learning rates and recombination weights, by the tutorial's table 1. */
interface Rates {
  /** Weights of the better half, best first; they sum to 1. */
  readonly weights: readonly number[];
  /** Weights of the worse half, best first, none above 0; empty where it is not learnt from. */
  readonly negative: readonly number[];
  /** Variance effective selection mass μ_eff. */
  readonly mass: number;
  readonly sigmaRate: number;
  readonly damping: number;
  readonly pathRate: number;
  readonly rankOne: number;
  readonly rankMany: number;
}

/** @param isActive - true where the worse half is learnt from, too */
function ratesFor(n: number, samples: number, isActive: boolean): Rates {
  const parents = Math.max(1, samples >> 1);
  const raw = Array.from({ length: samples }, (_, i) => Math.log((samples + 1) / 2) - Math.log(i + 1));
  const better = raw.slice(0, parents);
  const total = better.reduce((sum, w) => sum + w, 0);
  const weights = better.map((w) => w / total);
  const mass = 1 / weights.reduce((sum, w) => sum + w * w, 0);
  const sigmaRate = (mass + 2) / (n + mass + 5);
  const haste = n > FULL_LIMIT ? diagonalHaste(n) : 1;
  const rankOne = Math.min(1, haste * (2 / ((n + 1.3) ** 2 + mass)));
  const rankMany = Math.min(1 - rankOne, haste * ((2 * (mass - 2 + 1 / mass)) / ((n + 2) ** 2 + mass)));
  const worse = isActive ? raw.slice(parents) : [];
  return {
    weights,
    negative: negativeWeights(worse, { n, mass, rankOne, rankMany }),
    mass,
    sigmaRate,
    damping: 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (n + 1)) - 1) + sigmaRate,
    pathRate: (4 + mass / n) / (n + 4 + (2 * mass) / n),
    rankOne,
    rankMany: Math.max(0, rankMany),
  };
}

/** Weights of the worse half: as large as the covariance bears and stays positive (the tutorial's equations 50 to 53). */
function negativeWeights(
  raw: readonly number[],
  { n, mass, rankOne, rankMany }: { n: number; mass: number; rankOne: number; rankMany: number },
): readonly number[] {
  const total = raw.reduce((sum, w) => sum - w, 0);
  const worseMass = total ** 2 / raw.reduce((sum, w) => sum + w * w, 0);
  const bound = Math.min(
    1 + rankOne / rankMany,
    1 + (2 * worseMass) / (mass + 2),
    (1 - rankOne - rankMany) / (n * rankMany),
  );
  return raw.map((w) => (bound * w) / total);
}

/** @param worse - steps of the samples with negative weights */
function updateCovariance(
  { covariance, factor }: SearchDistribution,
  path: Float64Array,
  steps: readonly Float64Array[],
  worse: readonly Float64Array[],
  { weights, negative, rankOne, rankMany, pathRate }: Rates,
  isCalm: boolean,
): Float64Array {
  const forgotten = rankMany * negative.reduce((sum, w) => sum + w, 1);
  const keep = 1 - rankOne - forgotten + (isCalm ? 0 : rankOne * pathRate * (2 - pathRate));
  const next = covariance.map((c) => keep * c);
  addOuter(next, path, rankOne);
  steps.forEach((step, i) => {
    addOuter(next, step, rankMany * (weights[i] as number));
  });
  // of one length each, so that no sample far off takes away more than there is
  worse.forEach((step, i) => {
    const length = squaredLength(solveLower(factor, step)) + 1e-12;
    addOuter(next, step, (rankMany * (negative[i] as number) * path.length) / length);
  });
  return next;
}

function squaredLength(vector: Float64Array): number {
  return vector.reduce((sum, x) => sum + x * x, 0);
}

/** Adds weight·v·vᵀ, in the layout of `matrix`. */
function addOuter(matrix: Float64Array, vector: Float64Array, weight: number): void {
  const n = vector.length;
  const isDiagonal = matrix.length === n;
  let at = 0;
  for (let i = 0; i < n; i += 1) {
    const row = weight * (vector[i] as number);
    for (let j = isDiagonal ? i : 0; j <= i; j += 1) {
      matrix[at] = (matrix[at] as number) + row * (vector[j] as number);
      at += 1;
    }
  }
}

/** The factor of a covariance in either layout. */
export function factorOf(covariance: Float64Array, dimension: number): Float64Array {
  return covariance.length === dimension ? covariance.map(Math.sqrt) : choleskyFactor(covariance, dimension);
}

function identity(dimension: number): Float64Array {
  if (dimension > FULL_LIMIT) return new Float64Array(dimension).fill(1);
  const matrix = new Float64Array((dimension * (dimension + 1)) / 2);
  for (let i = 0; i < dimension; i += 1) matrix[(i * (i + 3)) / 2] = 1;
  return matrix;
}

function multiplyLower(factor: Float64Array, vector: Float64Array): Float64Array {
  if (factor.length === vector.length) return vector.map((v, i) => v * (factor[i] as number));
  let at = 0;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j <= i; j += 1) {
      sum += (factor[at] as number) * (vector[j] as number);
      at += 1;
    }
    return sum;
  });
}

function weightedSum(
  vectors: readonly Float64Array[],
  weights: readonly number[],
  dimension: number,
): Float64Array {
  const sum = new Float64Array(dimension);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < dimension; i += 1)
      sum[i] = (sum[i] as number) + (weights[k] as number) * (vector[i] as number);
  });
  return sum;
}
