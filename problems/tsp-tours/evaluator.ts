import type { Scorer } from "galapagos";
import { total } from "../common/numbers.ts";
import { faultOf, type Input } from "./tour.ts";

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
