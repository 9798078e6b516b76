import type { Scorer } from "galapagos";
import { total } from "../common/numbers.ts";

/** Cities [x, y] in the unit square. */
interface Input {
  readonly cities: readonly (readonly [number, number])[];
}

/**
 * Mean length of tours over several instances, each divided by 0.7124·√n: what a shortest tour through n random cities in
 * the unit square has in the limit (Johnson, McGeoch and Rothberg 1996). A tour names every city once.
 */
const score: Scorer<Input> = (outputs, { inputs }) => {
  const ratios: number[] = [];
  let crossings = 0;
  for (const [index, { cities }] of inputs.entries()) {
    const tour = outputs[index];
    const fault = faultOf(tour, cities.length);
    if (fault !== null) return { invalid: `instance ${index}: ${fault}` };
    const way = (tour as number[]).map((city) => cities[city] ?? [0, 0]);
    const legs = way.map(([x, y], k) => {
      const [u, v] = way[(k + 1) % way.length] ?? [0, 0];
      return Math.sqrt((x - u) ** 2 + (y - v) ** 2);
    });
    ratios.push(total(legs) / (0.7124 * Math.sqrt(cities.length)));
    crossings += Math.max(...legs) / (total(legs) / legs.length);
  }
  const mean = total(ratios) / ratios.length;
  const spread = Math.sqrt(total(ratios.map((ratio) => (ratio - mean) ** 2)) / ratios.length);
  return {
    score: mean,
    instances: ratios,
    metrics: { worst: Math.max(...ratios), best: Math.min(...ratios) },
    features: { longestLeg: crossings / inputs.length, unevenness: spread },
  };
};

export default score;

function faultOf(tour: unknown, count: number): string | null {
  if (!Array.isArray(tour) || tour.length !== count) return `expected a list of all ${count} cities`;
  const seen = new Set<number>();
  for (const [place, city] of tour.entries()) {
    if (!Number.isInteger(city) || city < 0 || city >= count)
      return `place ${place} names no city: ${String(city)}`;
    if (seen.has(city)) return `city ${city} is visited twice`;
    seen.add(city);
  }
  return null;
}
