import type { SelectionName } from "../src/config/index.ts";
import type { Random } from "../src/core/index.ts";

/**
 * Draws the index of a parent in a ranking of `size` elites, best first. A small pure function that sees ranks only, so
 * that adding a constant to all scores, or multiplying them by a positive factor, cannot change the choice.
 *
 * @param size - number of elites, at least 1
 * @param temperature - τ > 0; policies that know no temperature ignore it
 */
export type SelectionPolicy = (size: number, temperature: number, random: Random) => number;

/**
 * Boltzmann selection over ranks: P ∝ exp(R/τ) with R = (rank − 1)/(size − 1), the best at R = 1 (LoongFlow,
 * arXiv 2512.24077 §4.2, with normalised ranks in place of raw scores). From the best downwards the weights are a
 * truncated geometric series, whose distribution function is inverted in closed form: O(1).
 */
export const boltzmannSelection: SelectionPolicy = (size, temperature, random) => {
  if (size <= 1) return 0;
  const decay = 1 / ((size - 1) * temperature);
  const total = -Math.expm1(-decay * size);
  const index = Math.floor(-Math.log1p(-random.next() * total) / decay);
  return Math.min(size - 1, Math.max(0, index));
};

/** Linear rank selection (Baker 1985): P ∝ size − index. */
export const rankSelection: SelectionPolicy = (size, _temperature, random) => {
  const total = (size * (size + 1)) / 2;
  // the number of ranks from the worst up whose cumulated weight lies below the draw
  const below = Math.floor((Math.sqrt(1 + 8 * random.next() * total) - 1) / 2);
  return Math.min(size - 1, Math.max(0, size - 1 - below));
};

/** Uniform selection: every elite alike, the plain baseline of MAP-Elites. */
export const uniformSelection: SelectionPolicy = (size, _temperature, random) => random.int(size);

/** The built-in policies by name; `seed` draws nothing from the archive. */
export const SELECTION_POLICIES: { readonly [name in Exclude<SelectionName, "seed">]: SelectionPolicy } = {
  boltzmann: boltzmannSelection,
  rank: rankSelection,
  uniform: uniformSelection,
};
