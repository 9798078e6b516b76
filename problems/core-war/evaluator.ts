import {
  assemble,
  completeSettings,
  createEngine,
  type Engine,
  evaluateDrq,
  type MarsSettings,
  type Scorer,
  type Warrior,
} from "galapagos";

/** What an input says: the rules, placements to fight, and the sources of the opponents. */
interface Battle {
  readonly rules?: Partial<MarsSettings>;
  readonly rounds?: number;
  readonly opponents?: readonly string[];
}

/** A warrior to beat where the run has not named any. */
const SITTING_DUCK = "JMP 0";

/** Engines and opponents are the same for every candidate: made once. */
const fields = new Map<string, { readonly engine: Engine; readonly opponents: readonly Warrior[] }>();

/**
 * Digital Red Queen's fitness (arXiv 2601.03335): all fight in one core, and the score is the candidate's share of survival
 * among the living, per cycle, averaged over placements. The candidate's text is its answer; it runs in our own simulator.
 */
const score: Scorer = ([source], { inputs }) => {
  const battle = (inputs[0] ?? {}) as Battle;
  const { engine, opponents } = fieldOf(battle);
  const assembly = assemble(String(source), { settings: engine.settings, mode: "lenient" });
  if (assembly.status === "error") {
    const [first] = assembly.errors;
    return { invalid: `line ${first?.line}: ${first?.message}` };
  }
  const { fitness, behaviour, survived } = evaluateDrq(
    engine,
    assembly.warrior,
    opponents,
    battle.rounds ?? 20,
  );
  return {
    score: fitness,
    metrics: { survived: survived[0] ?? 0, opponents: opponents.length },
    features: { ...behaviour },
  };
};
export default score;

function fieldOf(battle: Battle) {
  const key = JSON.stringify(battle);
  const known = fields.get(key);
  if (known !== undefined) return known;
  const sources = battle.opponents?.length ? battle.opponents : [SITTING_DUCK];
  const settings = completeSettings({ ...battle.rules, warriors: 1 + sources.length });
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
