import type { Scorer } from "galapagos";
import { type Input, mistakesOf, readAlgorithm } from "./algorithm.ts";

/**
 * Multiplications of an algorithm that multiplies an n × m by an m × p matrix; its tensor is compared exactly, over the
 * rationals. Every wrong entry counts two multiplications, so that a search sees how near it is; wrong algorithms never
 * score better than right ones of the trivial size.
 */
const score: Scorer<Input> = ([output], { inputs: [input = { n: 2, m: 2, p: 3 }] }) => {
  const algorithm = readAlgorithm(output, input);
  if (typeof algorithm === "string") return { invalid: algorithm };
  const { count, first } = mistakesOf(algorithm, input);
  const trivial = input.n * input.m * input.p;
  const all = algorithm.flatMap(({ a, b, c }) => [...a, ...b, ...c]);
  return {
    score: count === 0 ? algorithm.length : trivial + algorithm.length + 2 * count,
    metrics: { multiplications: algorithm.length, wrongEntries: count },
    features: {
      multiplications: algorithm.length,
      zeros: all.filter(({ n }) => n === 0n).length / all.length,
    },
    ...(count > 0 && { artifacts: { firstMistake: first.slice(0, 200) } }),
  };
};

export default score;
