import type { SelectionPolicy } from "./policy.ts";

/**
 * Boltzmann selection over ranks: P ∝ exp(R/τ) with R = (rank − 1)/(size − 1), the best at R = 1 (LoongFlow,
 * arXiv 2512.24077 §4.2, with normalised ranks in place of raw scores). From the best downwards the weights
 * are a truncated geometric series, whose distribution function is inverted in closed form: O(1).
 */
export const boltzmann: SelectionPolicy = {
  description: "the better the likelier, the more so the colder the island",
  select({ ranking: { length: size }, temperature }, random) {
    if (size <= 1) return 0;
    const decay = 1 / ((size - 1) * temperature);
    const total = -Math.expm1(-decay * size);
    const index = Math.floor(-Math.log1p(-random.next() * total) / decay);
    return Math.min(size - 1, Math.max(0, index));
  },
};
