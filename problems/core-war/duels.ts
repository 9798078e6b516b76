/** Scorer of `corewar optimise`: duels with a fixed field, or one battle with all of it. */
import type { Scorer, ScorerResult } from "galapagos";
import { evaluateDrq, type MarsSettings, type Warrior } from "galapagos/corewar";
import { type Aim, scoreDuels } from "./duel-score.ts";
import { type Field, fieldOf, read } from "./field.ts";

/** The input that `corewar optimise` writes. */
interface Match {
  readonly rules: Partial<MarsSettings>;
  readonly rounds: number;
  readonly opponents: readonly string[];
  /** True where all fight in one core; otherwise the warrior meets them one after the other. */
  readonly together: boolean;
  /** @defaultValue "points" */
  readonly aim?: Aim;
  /** True on a hill with p-space. @defaultValue true */
  readonly pSpace?: boolean;
}

/** How a warrior does against a fixed field, by duels or by Digital Red Queen's share of survival among all. */
const score: Scorer = ([source], { inputs, rival, seed }) => {
  const { rules, opponents, rounds, together, pSpace, aim = "points" } = inputs[0] as unknown as Match;
  const field = fieldOf(rules, opponents, together);
  const { settings } = field.engine;
  const warrior = read(String(source), settings, pSpace);
  if (typeof warrior === "string") return { invalid: warrior };
  if (together) return fightTogether(warrior, field, rounds);
  const parent = rival === undefined ? "none" : read(rival.source, settings, pSpace);
  const pace = typeof parent === "string" || !rival ? null : { warrior: parent, score: rival.score };
  return scoreDuels(warrior, { field, rounds, seed, aim, rival: pace });
};
export default score;

function fightTogether(warrior: Warrior, { engine, opponents }: Field, rounds: number): ScorerResult {
  const { fitness, survived, behaviour } = evaluateDrq(engine, warrior, opponents, rounds);
  return { score: fitness, metrics: { survived: survived[0] ?? 0 }, features: { ...behaviour } };
}
