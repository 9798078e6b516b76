import { shortHash } from "../../../core/index.ts";
import type { ProblemDefinition } from "../../../problem/index.ts";

/** Name of the function that drives them; the problem calls it in place of the program's own entry point. */
export const HOPPING_ENTRY = "galapagosHopping";

/**
 * A program with the driver behind it: seeded monotonic basin hopping (Wales and Doye 1997; Grosso et al. 2010 for packings) from a
 * fresh solution, or the parent's where programs have starts, with the program's own operators. Each input is one run. What the
 * driver believes of a solution decides only where it hops; the score is the scorer's, of the plain data that comes out.
 */
export function withHopping(
  code: string,
  hopping: NonNullable<ProblemDefinition["hopping"]>,
  { objective, start }: Pick<ProblemDefinition, "objective" | "start">,
): string {
  const { hops, budget, strength, rateText } = hopping;
  const fresh = `copy(improve(generate(random, input), ${budget}))`;
  const first = start === undefined ? fresh : `begin === undefined ? ${fresh} : copy(begin)`;
  const worse = objective.direction === "maximise" ? "score < than" : "score > than";
  return `${code}
;export const ${HOPPING_ENTRY} = (() => {
const rate = (() => {
${rateText.replaceAll(/^export\s+(?:default\s+)?(?=(?:async\s+)?function|const|let)/gm, "")}
;return rate;
})();
const draw = Math.random, imul = Math.imul, parse = JSON.parse, write = JSON.stringify, finite = Number.isFinite;
const copy = (solution) => parse(write(solution));
const rated = (solution) => { const score = rate(copy(solution)); return typeof score === "number" && finite(score) ? score : null; };
const isWorse = (score, than) => than !== null && (score === null || ${worse});
const isSame = (score, as) => score !== null && as !== null && Math.abs(score - as) <= ${SAME} * Math.abs(as);
const streamFor = ${start === undefined ? "() => draw" : streamOf(code)};
return (input) => {
  const begin = input?.start;
  const random = streamFor(begin);
  let strength = ${strength};
  let best = ${first};
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
 * Draws of its own for each program and start (mulberry32, seeded by what both are and by the evaluation's seed): a chain of programs that
 * begin where their parents ended, all of the same draws, would try the same hops again and again.
 */
const streamOf = (code: string): string => `(begin) => {
  const text = "${shortHash(code)}" + write(begin ?? null);
  let state = (draw() * 4294967296) | 0;
  for (let i = 0; i < text.length; i++) state = imul(state ^ text.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}`;

/**
 * Relative difference of two ratings up to which a hop has fallen back: an improver ends a few digits off each time. With one optimiser
 * of 26 circles, 1e-6 lets the strength fall to its least and comes to 2.6253 in 200 hops; this comes to 2.6358 in 80, from the same start.
 */
const SAME = 1e-4;
