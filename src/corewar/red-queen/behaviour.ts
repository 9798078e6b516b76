import type { Warrior } from "../instruction.ts";
import type { Observation } from "../mars/index.ts";

/** How a warrior behaves and is built; means over rounds where it was observed. */
export interface Behaviour {
  /** Processes spawned (DRQ: `tsp`). */
  readonly threadsSpawned: number;
  /** Distinct addresses queued for execution (DRQ: `mc`). */
  readonly memoryCovered: number;
  /** Instructions (DRQ: `pl`). */
  readonly programLength: number;
  /** Distinct opcodes (DRQ: `uo`). */
  readonly distinctOpcodes: number;
}

/** Describes a warrior by its code and what was observed of it, one observation a round. */
export function describeBehaviour(warrior: Warrior, rounds: readonly Observation[]): Behaviour {
  const mean = (pick: (round: Observation) => number): number =>
    rounds.reduce((sum, round) => sum + pick(round), 0) / Math.max(1, rounds.length);
  return {
    threadsSpawned: mean((round) => round.threadsSpawned),
    memoryCovered: mean((round) => round.memoryCovered),
    programLength: warrior.instructions.length,
    distinctOpcodes: new Set(warrior.instructions.map(({ opcode }) => opcode)).size,
  };
}
