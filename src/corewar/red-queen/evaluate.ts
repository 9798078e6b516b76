import { GalapagosError, type Random, randomStream } from "../../core/index.ts";
import type { Warrior } from "../instruction.ts";
import type { Engine, MarsSettings, Observation } from "../mars/index.ts";
import { type Behaviour, describeBehaviour } from "./behaviour.ts";
import { drqFitness } from "./fitness.ts";

/** Verdict on a candidate against a set of opponents that fight together. */
export interface DrqVerdict {
  /** Mean fitness of the candidate over the rounds: 0 … N, an even share of survival is 1. */
  readonly fitness: number;
  readonly behaviour: Behaviour;
  /** Mean fitness of every warrior, the candidate's first. */
  readonly fitnesses: readonly number[];
  /** Share of the rounds that each warrior survived, the candidate's first. */
  readonly survived: readonly number[];
}

/**
 * Places warriors as DRQ does: the core is cut into N equal segments, and each warrior stands at a random
 * place of its own, far enough from the next segment.
 *
 * @throws GalapagosError when a segment is too small for its warrior
 */
export function drqPositions(
  lengths: readonly number[],
  { coreSize, minDistance }: MarsSettings,
  random: Random,
): number[] {
  const space = Math.floor(coreSize / lengths.length);
  return lengths.map((length, index) => {
    if (length > space) {
      throw new GalapagosError(`a warrior of ${length} instructions does not fit into ${space} cells`, {
        code: "corewar/placement",
        hint: "take fewer opponents or a larger core",
      });
    }
    return index * space + random.int(Math.max(0, space - length - minDistance) + 1);
  });
}

/**
 * Evaluates a candidate as DRQ does: it fights all opponents at once, always moves first, for all cycles
 * whoever dies, over placement seeds 0 … rounds − 1 that are the same for every candidate.
 *
 * @param engine - built for 1 + opponents warriors
 */
export function evaluateDrq(
  engine: Engine,
  candidate: Warrior,
  opponents: readonly Warrior[],
  rounds: number,
): DrqVerdict {
  const { settings } = engine;
  const warriors = [candidate, ...opponents];
  const lengths = warriors.map(({ instructions }) => instructions.length);
  const sums = warriors.map(() => ({ fitness: 0, survived: 0 }));
  const observed: Observation[] = [];
  engine.enter(warriors);
  for (let round = 0; round < rounds; round++) {
    const positions = drqPositions(lengths, settings, randomStream("drq-placement", round));
    const facts = engine.fight({ positions, first: 0, toTheEnd: true, observe: 0 });
    for (const [index, sum] of sums.entries()) {
      sum.fitness += drqFitness(facts.deaths, index, settings.maxCycles) / rounds;
      sum.survived += Number(facts.deaths[index] === null);
    }
    const own = facts.observations?.[0];
    if (own !== undefined) observed.push(own);
  }
  return {
    fitness: sums[0]?.fitness ?? 0,
    behaviour: describeBehaviour(candidate, observed),
    fitnesses: sums.map(({ fitness }) => fitness),
    survived: sums.map(({ survived }) => survived / rounds),
  };
}
