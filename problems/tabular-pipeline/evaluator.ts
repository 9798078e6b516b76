import type { Scorer } from "galapagos";
import { fateOf, type Question } from "./folds.ts";

/**
 * Out-of-fold skill: 1 − (log loss of the probabilities) / (log loss of the plain share of those who left), over all customers that
 * were asked for (McFadden's R², 1974). 0 knows nothing but the share, 1 is certain and right. Probabilities count as at least 0.001 and at
 * most 0.999, so that one wrong certainty does not decide.
 */
const score: Scorer<Question, readonly number[]> = (outputs, { inputs }) => {
  const all: { readonly chance: number; readonly fate: 0 | 1 }[] = [];
  let plain = 0;
  for (const [at, chances] of outputs.entries()) {
    const { name, asked, left } = inputs[at] as Question;
    if (chances.length !== asked.length)
      return { invalid: `${name}: expected ${asked.length} probabilities, got ${chances.length}` };
    const odd = chances.findIndex((chance) => !(chance >= 0 && chance <= 1));
    if (odd >= 0)
      return { invalid: `${name}: expected probabilities from 0 to 1, got ${chances[odd]} at ${odd}` };
    const share = left.reduce<number>((sum, one) => sum + one, 0) / left.length;
    for (const [i, fate] of fateOf(name).entries()) {
      all.push({ chance: Math.min(0.999, Math.max(0.001, chances[i] as number)), fate });
      plain += lossOf(share, fate);
    }
  }
  const loss = all.reduce((sum, { chance, fate }) => sum + lossOf(chance, fate), 0);
  const right = all.filter(({ chance, fate }) => chance > 0.5 === (fate === 1)).length;
  return {
    score: 1 - loss / plain,
    metrics: { accuracy: right / all.length, auc: aucOf(all) },
    features: { boldness: all.reduce((sum, { chance }) => sum + Math.abs(2 * chance - 1), 0) / all.length },
  };
};

export default score;

function lossOf(chance: number, fate: 0 | 1): number {
  return -Math.log(fate === 1 ? chance : 1 - chance);
}

/** Share of pairs of one who left and one who stayed that are in the right order; equal chances count half. */
function aucOf(all: readonly { readonly chance: number; readonly fate: 0 | 1 }[]): number {
  const gone = all.filter(({ fate }) => fate === 1);
  const stayed = all.filter(({ fate }) => fate === 0);
  let won = 0;
  for (const a of gone)
    for (const b of stayed) won += a.chance > b.chance ? 1 : a.chance === b.chance ? 0.5 : 0;
  return won / Math.max(1, gone.length * stayed.length);
}
