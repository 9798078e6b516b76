import {
  evaluateDrq,
  type MarsSettings,
  mastery,
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
  /** What the duels score: points as on a hill, or how many opponents are beaten. */
  readonly aim?: Aim;
}

type Aim = "points" | "beaten";

/**
 * How a warrior does against a fixed field. One after the other: the king-of-the-hill score, 3 a win and 1 a tie per hundred
 * rounds, averaged over opponents (0 to 300), or a smooth share of opponents beaten (0 to 100). Together: Digital Red Queen's share of survival.
 */
const score: Scorer = ([source], { inputs }) => {
  const { rules, opponents, rounds, together, aim = "points" } = inputs[0] as unknown as Match;
  const field = fieldOf(rules, opponents, together);
  const warrior = read(String(source), field.engine.settings);
  if (typeof warrior === "string") return { invalid: warrior };
  return together ? fightTogether(warrior, field, rounds) : fightInTurn(warrior, field, rounds, aim);
};
export default score;

function fightInTurn(warrior: Warrior, { engine, opponents }: Field, rounds: number, aim: Aim): ScorerResult {
  const duels = opponents.map((opponent) => {
    const [own] = runBattle(engine, { warriors: [warrior, opponent], rounds }).warriors;
    return { wins: own?.wins ?? 0, losses: own?.losses ?? 0, ties: own?.ties ?? 0 };
  });
  const total = (part: (duel: (typeof duels)[number]) => number): number =>
    duels.reduce((sum, duel) => sum + part(duel), 0);
  const [wins, losses, ties] = [
    total((duel) => duel.wins),
    total((duel) => duel.losses),
    total((duel) => duel.ties),
  ];
  const all = rounds * opponents.length;
  const beaten = total((duel) => Number(duel.wins > duel.losses));
  return {
    score: aim === "beaten" ? (100 * total(mastery)) / opponents.length : (100 * (3 * wins + ties)) / all,
    metrics: { wins, losses, ties, beaten },
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
