import { mean } from "../../core/index.ts";
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
  const meanOf = (pick: (round: Observation) => number): number =>
    rounds.length === 0 ? 0 : mean(rounds.map(pick));
  return {
    threadsSpawned: meanOf((round) => round.threadsSpawned),
    memoryCovered: meanOf((round) => round.memoryCovered),
    programLength: warrior.instructions.length,
    distinctOpcodes: new Set(warrior.instructions.map(({ opcode }) => opcode)).size,
  };
}
