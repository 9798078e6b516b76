import type { RoundFacts } from "../mars/index.ts";

/**
 * Digital Red Queen's fitness of one warrior in one round (arXiv 2601.03335; src/corewar_util.py of its
 * release):
 *
 *     N · Σ_{t = 1…T} [ A_i(t) / Σ_j A_j(t) ] / T
 *
 * where A_j(t) is 1 while warrior j has a process after cycle t, and terms with none alive are 0. It lies in
 * [0, N]; an even share of survival is 1, so a threshold means a multiple of an even share. The round must
 * have been fought `toTheEnd`.
 *
 * @param deaths - cycle in which each warrior died, `null` for survivors ({@link RoundFacts.deaths})
 * @param cycles - T, the cycles of a full round
 */
export function drqFitness(deaths: RoundFacts["deaths"], warrior: number, cycles: number): number {
  const own = deaths[warrior] ?? cycles + 1;
  // A warrior that died in cycle d is alive after the cycles 1 … d − 1; shares are constant between two
  // deaths.
  const ends = deaths.map((death) => (death ?? cycles + 1) - 1).sort((a, b) => a - b);
  let [sum, from] = [0, 0];
  for (const [index, end] of ends.entries()) {
    const until = Math.min(end, own - 1);
    if (until > from) {
      sum += (until - from) / (ends.length - index);
      from = until;
    }
  }
  return (ends.length * sum) / cycles;
}
