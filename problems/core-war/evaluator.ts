/** Scorer of the Digital Red Queen: survival among the champions so far. */
import type { Scorer } from "galapagos";
import { evaluateDrq, type MarsSettings } from "galapagos/corewar";
import { fieldOf, read } from "./field.ts";

/** An input: the rules, placements to fight, and the sources of the opponents. */
interface Battle {
  readonly rules?: Partial<MarsSettings>;
  readonly rounds?: number;
  readonly opponents?: readonly string[];
}

/** A warrior to beat where the run has not named any. */
const SITTING_DUCK = "JMP 0";

/**
 * Digital Red Queen's fitness (arXiv 2601.03335): all fight in one core, and the score is the candidate's
 * share of survival among the living, per cycle, averaged over placements. The candidate's text is its
 * answer; it runs in our own simulator.
 */
const score: Scorer = ([source], { inputs }) => {
  const { rules, rounds = 20, opponents: sources = [] } = (inputs[0] ?? {}) as Battle;
  const { engine, opponents } = fieldOf(rules, sources.length > 0 ? sources : [SITTING_DUCK], true);
  const warrior = read(String(source), engine.settings);
  if (typeof warrior === "string") return { invalid: warrior };
  const { fitness, behaviour, survived } = evaluateDrq(engine, warrior, opponents, rounds);
  return {
    score: fitness,
    metrics: { survived: survived[0] ?? 0, opponents: opponents.length },
    features: { ...behaviour },
  };
};
export default score;
