import { runBattle } from "../battle.ts";
import { createEngine } from "../engine.ts";
import type { Warrior } from "../instruction.ts";
import type { Engine, MarsSettings } from "../mars/index.ts";

/** One pair's rounds, as plain data for a thread. */
export interface DuelTask {
  readonly settings: MarsSettings;
  readonly a: Warrior;
  readonly b: Warrior;
  readonly rounds: number;
  readonly seed: number;
}

/** Rounds that the first of a pair won, lost and tied. */
export interface DuelScore {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

const engines = new Map<string, Engine>();

/** Fights a pair; engines are built once for each thread and settings. */
export function fightDuel({ settings, a, b, rounds, seed }: DuelTask): DuelScore {
  const key = JSON.stringify(settings);
  const engine = engines.get(key) ?? createEngine(settings);
  engines.set(key, engine);
  const { warriors } = runBattle(engine, { warriors: [a, b], rounds, seed });
  const [first] = warriors;
  return { wins: first?.wins ?? 0, losses: first?.losses ?? 0, ties: first?.ties ?? 0 };
}
