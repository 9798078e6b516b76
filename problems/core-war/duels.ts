/** Scorer of `corewar optimise`: duels with a fixed field, or one battle with all of it. */
import type { Scorer, ScorerResult } from "galapagos";
import { evaluateDrq, type MarsSettings, mastery, runBattle, type Warrior } from "galapagos/corewar";
import { type Field, fieldOf, read } from "./field.ts";
import { type Duel, type Race, race } from "./race.ts";

/** The input that `corewar optimise` writes. */
interface Match {
  readonly rules: Partial<MarsSettings>;
  readonly rounds: number;
  readonly opponents: readonly string[];
  /** True where all fight in one core; otherwise the warrior meets them one after the other. */
  readonly together: boolean;
  /** The score of the duels: points as on a hill, or how many opponents are beaten. */
  readonly aim?: Aim;
  /** True on a hill with p-space. @defaultValue true */
  readonly pSpace?: boolean;
  /** The warrior to improve: it sets the pace of a race. */
  readonly rival?: string;
}

type Aim = "points" | "beaten";

/**
 * How a warrior does against a fixed field. One after the other: the king-of-the-hill score, 3 a win and 1 a
 * tie per hundred rounds, averaged over opponents (0 to 300), or a smooth share of opponents beaten (0 to
 * 100). Together: Digital Red Queen's share of survival.
 */
const score: Scorer = ([source], { inputs }) => {
  const match = inputs[0] as unknown as Match;
  const { rules, opponents, rounds, together, pSpace } = match;
  const field = fieldOf(rules, opponents, together);
  const warrior = read(String(source), field.engine.settings, pSpace);
  if (typeof warrior === "string") return { invalid: warrior };
  return together
    ? fightTogether(warrior, field, rounds)
    : fightInTurn(warrior, field, match, paceOf(match, field));
};
export default score;

/** Worth of each duel to the rival of a match: the same for every candidate, fought once. */
const paces = new Map<string, readonly number[] | null>();

function paceOf(match: Match, field: Field): readonly number[] | null {
  const key = JSON.stringify(match);
  const known = paces.get(key);
  if (known !== undefined) return known;
  const { rival, aim = "points" } = match;
  const warrior = rival === undefined ? "none" : read(rival, field.engine.settings);
  const pace =
    typeof warrior === "string" ? null : duelsOf(warrior, field, match, null).duels.map(worthOf(aim));
  paces.set(key, pace);
  return pace;
}

/** Worth of a duel for an aim, from 0 to 1. */
function worthOf(aim: Aim): (duel: Duel) => number {
  if (aim === "beaten") return mastery;
  return ({ wins, losses, ties }) => (3 * wins + ties) / (3 * (wins + losses + ties));
}

/** Heats of a race, by their placement seeds; without a rival there is one. */
const HEATS = [1, 7_654_321, 23_456_789] as const;

function duelsOf(
  warrior: Warrior,
  { engine, opponents }: Field,
  { rounds, aim = "points", rival }: Match,
  pace: readonly number[] | null,
): Race {
  const fight = (index: number, heat: number): Duel => {
    const warriors = [warrior, opponents[index] as Warrior];
    const [own] = runBattle(engine, { warriors, rounds, seed: HEATS[heat] }).warriors;
    return { wins: own?.wins ?? 0, losses: own?.losses ?? 0, ties: own?.ties ?? 0 };
  };
  const heats = rival === undefined ? 1 : HEATS.length;
  return race({ opponents: opponents.length, heats, rounds, pace, fight, worth: worthOf(aim) });
}

function fightInTurn(
  warrior: Warrior,
  field: Field,
  match: Match,
  pace: readonly number[] | null,
): ScorerResult {
  const { duels, met, worth } = duelsOf(warrior, field, match, pace);
  const { wins, losses, ties } = sumOf(duels);
  const all = match.rounds * duels.length;
  const beaten = field.opponents.filter((_, opponent, { length }) => {
    const fought = sumOf(duels.filter((_duel, index) => index % length === opponent));
    return fought.wins > fought.losses;
  }).length;
  return {
    score: (match.aim === "beaten" ? 100 : 300) * worth,
    metrics: { wins, losses, ties, beaten, met },
    features: { strength: wins / all, survival: 1 - losses / all },
  };
}

function sumOf(duels: readonly Duel[]): Duel {
  return duels.reduce((sum, { wins, losses, ties }) => ({
    wins: sum.wins + wins,
    losses: sum.losses + losses,
    ties: sum.ties + ties,
  }));
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
