import type { ProblemDefinition } from "../../../problem/index.ts";

/** Name of the function that drives them; the problem calls it in place of the program's own entry point. */
export const HOPPING_ENTRY = "galapagosHopping";

/**
 * A program with the driver behind it: seeded monotonic basin hopping (Wales and Doye 1997; Grosso et al. 2010 for packings) from a
 * fresh solution, with the program's own operators. Each input is one run. What the driver believes of a solution decides only where
 * it hops; the score is the scorer's, of the plain data that comes out.
 */
export function withHopping(
  code: string,
  hopping: NonNullable<ProblemDefinition["hopping"]>,
  { direction }: ProblemDefinition["objective"],
): string {
  const { hops, budget, strength, rateText } = hopping;
  const worse = direction === "maximise" ? "score < than" : "score > than";
  return `${code}
;export const ${HOPPING_ENTRY} = (() => {
${rateText.replaceAll(/^export\s+(?:default\s+)?(?=(?:async\s+)?function|const|let)/gm, "")}
;
const random = Math.random, parse = JSON.parse, write = JSON.stringify, finite = Number.isFinite;
const copy = (solution) => parse(write(solution));
const rated = (solution) => { const score = rate(copy(solution)); return typeof score === "number" && finite(score) ? score : null; };
const isWorse = (score, than) => than !== null && (score === null || ${worse});
const isSame = (score, as) => score !== null && as !== null && Math.abs(score - as) <= ${SAME} * Math.abs(as);
return (input) => {
  let strength = ${strength};
  let best = copy(improve(generate(random, input), ${budget}));
  let score = rated(best);
  for (let hop = 0; hop < ${hops}; hop++) {
    const next = copy(improve(perturb(copy(best), strength, random), ${budget}));
    const reached = rated(next);
    if (isSame(reached, score)) strength = Math.min(strength * 1.2, 1);
    else if (isWorse(reached, score)) strength = Math.max(strength * 0.9, ${strength / 20});
    if (isWorse(reached, score)) continue;
    best = next;
    score = reached;
  }
  return best;
};
})();
`;
}

/**
 * Relative difference of two ratings up to which a hop has fallen back: an improver ends a few digits off each time. With one optimiser
 * of 26 circles, 1e-6 lets the strength fall to its least and comes to 2.6253 in 200 hops; this comes to 2.6358 in 80, from the same start.
 */
const SAME = 1e-4;
