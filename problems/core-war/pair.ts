/** Scorer of `corewar tournament --queue`: one pair of a tournament, fought on whichever machine. */
import type { Scorer } from "galapagos";
import { createEngine, type Engine, type MarsSettings, runBattle, type Warrior } from "galapagos/corewar";

/** The input that `corewar tournament` writes. */
interface Match {
  readonly settings: MarsSettings;
  readonly rounds: number;
  readonly seed: number;
}

/** Simulators are built once for each thread and settings. */
const engines = new Map<string, Engine>();

/** Rounds that the first of a pair won, lost and tied; the pair is JSON of two assembled warriors. */
const score: Scorer = ([pair], { inputs }) => {
  const { settings, rounds, seed } = inputs[0] as unknown as Match;
  const key = JSON.stringify(settings);
  const engine = engines.get(key) ?? createEngine(settings);
  engines.set(key, engine);
  const warriors = JSON.parse(String(pair)) as readonly [Warrior, Warrior];
  const [first] = runBattle(engine, { warriors, rounds, seed }).warriors;
  const { wins = 0, losses = 0, ties = 0 } = first ?? {};
  return { score: wins, metrics: { wins, losses, ties } };
};
export default score;
