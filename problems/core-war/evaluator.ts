/** Scorer of the Digital Red Queen: duels with the champions so far, or survival among all of them. */
import type { Scorer } from "galapagos";
import { evaluateDrq, type MarsSettings } from "galapagos/corewar";
import { type Aim, scoreDuels } from "./duel-score.ts";
import { fieldOf, read } from "./field.ts";

/** An input: how fitness is measured, the rules, placements to fight, and the sources of the opponents. */
interface Battle {
  /**
   * `duels`: with one opponent after the other, as on a hill; `share`: all in one core, as in the paper.
   * @defaultValue "share"
   */
  readonly fitness?: "duels" | "share";
  /** Aim of the duels. @defaultValue "beaten" */
  readonly aim?: Aim;
  readonly rules?: Partial<MarsSettings>;
  readonly rounds?: number;
  readonly opponents?: readonly string[];
}

/** A warrior to beat where the run has not named any. */
const SITTING_DUCK = "JMP 0";

/**
 * Fitness by duels: a smooth share of the opponents that are beaten, 0 to 100. Or Digital Red Queen's fitness (arXiv
 * 2601.03335): all fight in one core, and the score is the candidate's share of survival among the living, per cycle,
 * averaged over placements. The candidate's text is its answer; it runs in our own simulator.
 */
const score: Scorer = ([source], { inputs, rival, seed }) => {
  const battle = (inputs[0] ?? {}) as Battle;
  const { fitness: measure = "share", aim = "beaten", rules, rounds = 20, opponents: sources = [] } = battle;
  const foes = sources.length > 0 ? sources : [SITTING_DUCK];
  const field = fieldOf(rules, foes, measure === "share");
  const { settings } = field.engine;
  const warrior = read(String(source), settings, false);
  if (typeof warrior === "string") return { invalid: warrior };
  if (measure === "duels") {
    const parent = rival === undefined ? "none" : read(rival.source, settings);
    const pace = typeof parent === "string" || !rival ? null : { warrior: parent, score: rival.score };
    return scoreDuels(warrior, { field, rounds, seed, aim, rival: pace });
  }
  const { fitness, behaviour, survived } = evaluateDrq(field.engine, warrior, field.opponents, rounds);
  return {
    score: fitness,
    metrics: { survived: survived[0] ?? 0, opponents: field.opponents.length },
    features: { ...behaviour },
  };
};
export default score;
