import {
  assemble,
  completeSettings,
  createEngine,
  type Engine,
  evaluateDrq,
  type MarsSettings,
  runBattle,
  type Scorer,
  type ScorerResult,
  type Warrior,
} from "galapagos";

/** What `corewar optimise` puts into an input. */
interface Match {
  readonly rules: Partial<MarsSettings>;
  readonly rounds: number;
  readonly opponents: readonly string[];
  /** Whether all fight in one core; otherwise the warrior meets them one after the other. */
  readonly together: boolean;
}

interface Field {
  readonly engine: Engine;
  readonly opponents: readonly Warrior[];
}

/** Engines and opponents are the same for every candidate: made once. */
const fields = new Map<string, Field>();

/**
 * How a warrior does against a fixed field. One after the other: the king-of-the-hill score, 3 a win and 1 a tie per hundred
 * rounds, averaged over opponents (0 to 300). Together: Digital Red Queen's share of survival.
 */
const score: Scorer = ([source], { inputs }) => {
  const match = inputs[0] as unknown as Match;
  const field = fieldOf(match);
  const assembly = assemble(String(source), { settings: field.engine.settings, mode: "lenient" });
  if (assembly.status === "error") {
    const [first] = assembly.errors;
    return { invalid: `line ${first?.line}: ${first?.message}` };
  }
  return match.together
    ? fightTogether(assembly.warrior, field, match.rounds)
    : fightInTurn(assembly.warrior, field, match.rounds);
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

function fieldOf({ rules, opponents: sources, together }: Match): Field {
  const key = JSON.stringify([rules, sources, together]);
  const known = fields.get(key);
  if (known !== undefined) return known;
  const settings = completeSettings({ ...rules, warriors: together ? 1 + sources.length : 2 });
  const opponents = sources.map((text) => {
    const assembly = assemble(text, { settings, mode: "lenient" });
    if (assembly.status === "error")
      throw new Error(`an opponent does not assemble: ${assembly.errors[0]?.message}`);
    return assembly.warrior;
  });
  const field = { engine: createEngine(settings), opponents };
  fields.set(key, field);
  return field;
}
