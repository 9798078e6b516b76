import {
  evaluateDrq,
  type MarsSettings,
  runBattle,
  type Scorer,
  type ScorerResult,
  type Warrior,
} from "galapagos";
import { type Field, fieldOf, read } from "./field.ts";

/** What `corewar optimise` puts into an input. */
interface Match {
  readonly rules: Partial<MarsSettings>;
  readonly rounds: number;
  readonly opponents: readonly string[];
  /** Whether all fight in one core; otherwise the warrior meets them one after the other. */
  readonly together: boolean;
}

/**
 * How a warrior does against a fixed field. One after the other: the king-of-the-hill score, 3 a win and 1 a tie per hundred
 * rounds, averaged over opponents (0 to 300). Together: Digital Red Queen's share of survival.
 */
const score: Scorer = ([source], { inputs }) => {
  const { rules, opponents, rounds, together } = inputs[0] as unknown as Match;
  const field = fieldOf(rules, opponents, together);
  const warrior = read(String(source), field.engine.settings);
  if (typeof warrior === "string") return { invalid: warrior };
  return together ? fightTogether(warrior, field, rounds) : fightInTurn(warrior, field, rounds);
};
export default score;

function fightInTurn(warrior: Warrior, { engine, opponents }: Field, rounds: number): ScorerResult {
  let [wins, losses, ties] = [0, 0, 0];
  for (const opponent of opponents) {
    const [own] = runBattle(engine, { warriors: [warrior, opponent], rounds }).warriors;
    wins += own?.wins ?? 0;
    losses += own?.losses ?? 0;
    ties += own?.ties ?? 0;
  }
  const all = rounds * opponents.length;
  return {
    score: (100 * (3 * wins + ties)) / all,
    metrics: { wins, losses, ties },
    features: { strength: wins / all, survival: 1 - losses / all },
  };
}

function fightTogether(warrior: Warrior, { engine, opponents }: Field, rounds: number): ScorerResult {
  const { fitness, survived } = evaluateDrq(engine, warrior, opponents, rounds);
  const survival = survived[0] ?? 0;
  return {
    score: fitness,
    metrics: { survived: survival },
    features: { strength: fitness / (1 + opponents.length), survival },
  };
}
