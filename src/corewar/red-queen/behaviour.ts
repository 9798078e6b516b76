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

/** Upper edges of the bins of each descriptor as DRQ's release has them; one more bin holds what is beyond the last. */
export const BEHAVIOUR_EDGES: Readonly<Record<keyof Behaviour, readonly number[]>> = {
  threadsSpawned: [1, 10, 100, 1000, 10000],
  memoryCovered: [10, 100, 500, 1000, 4000],
  programLength: [5, 12, 20, 35, 60],
  distinctOpcodes: [4, 6, 8, 10, 14],
};

/** Axes of DRQ's grid of 6 × 6 cells. */
export const DRQ_AXES = ["threadsSpawned", "memoryCovered"] as const satisfies readonly (keyof Behaviour)[];

/** Bin of a value, from 0: the first whose upper edge is above it. */
export function behaviourBin(axis: keyof Behaviour, value: number): number {
  const edges = BEHAVIOUR_EDGES[axis];
  const bin = edges.findIndex((edge) => value < edge);
  return bin === -1 ? edges.length : bin;
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
