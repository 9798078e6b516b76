/** A battle: several rounds between the same warriors, scored. */
import { GalapagosError } from "../core/index.ts";
import { coreSha256 } from "./core-hash.ts";
import type { Warrior } from "./instruction.ts";
import type { Engine, MarsSettings, Observation, Tie } from "./mars/index.ts";
import { createPlacement, type Placement } from "./placement.ts";
import { type Score, scoreOf } from "./score.ts";

/** A battle: some rounds between the same warriors. */
export interface BattleOptions {
  readonly warriors: readonly Warrior[];
  /** Rounds to fight. @defaultValue 1 */
  readonly rounds?: number | undefined;
  /** Start of pMARS's generator; see {@link createPlacement}. @defaultValue 1 */
  readonly seed?: number | undefined;
  /** Positions in round 1; see {@link createPlacement}. */
  readonly positions?: readonly number[] | undefined;
  /** The number of pMARS's `-F`; see {@link createPlacement}. */
  readonly fixed?: number | undefined;
  /**
   * Two warriors fight at every position there is, each of them moving first once: an exact result, in as many rounds as it takes.
   * @defaultValue false
   */
  readonly permute?: boolean | undefined;
  /** Ends rounds of two as ties when both are likely to survive; see {@link Round}. @defaultValue no round ends early */
  readonly tie?: Tie | undefined;
  /** Hashes the core after each round (about a millisecond each). @defaultValue false */
  readonly hashCore?: boolean | undefined;
  /** Counts what the warriors do. @defaultValue false */
  readonly observe?: boolean | undefined;
}

/** How one round went; the JSON of the command line. */
export interface RoundResult {
  /** From 1. */
  readonly round: number;
  readonly positions: readonly number[];
  /** Warrior that moved first. */
  readonly first: number;
  /** The only survivor; `null` for a tie. */
  readonly winner: number | null;
  /** Cycles begun. */
  readonly cycles: number;
  /** Instructions executed by all warriors. */
  readonly instructions: number;
  /** Processes left, per warrior. */
  readonly processes: readonly number[];
  /** Hash of the final core as in {@link coreSha256}; only when asked for. */
  readonly coreSha256?: string;
  /** Only when asked for. */
  readonly observations?: readonly Observation[];
}

/** Standing of one warrior after a battle. */
export interface Standing extends Score {
  readonly name: string;
  readonly length: number;
}

/** Outcome of a battle. */
export interface BattleResult {
  readonly warriors: readonly Standing[];
  readonly results: readonly RoundResult[];
}

/**
 * Fights a battle on an engine built for its number of warriors. In round r (from 1) warrior (r − 1) mod N
 * moves first; p-spaces are kept from round to round.
 *
 * @throws GalapagosError when a warrior is too long or the warriors cannot be placed
 */
export function runBattle(engine: Engine, options: BattleOptions): BattleResult {
  const { settings } = engine;
  const { warriors, permute = false, hashCore = false, observe = false, tie } = options;
  checkLengths(warriors, settings);
  const rounds = permute ? permutations(settings) : (options.rounds ?? 1);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1_000_000) {
    throw new GalapagosError(`rounds: expected a whole number from 1 to 1000000, got ${rounds}`, {
      code: "corewar/rounds",
      hint: "--rounds 100",
    });
  }
  const placement = permute ? everyPlace(settings) : createPlacement({ ...options, settings });
  engine.enter(warriors);
  const results: RoundResult[] = [];
  for (let round = 1; round <= rounds; round++) {
    const places = placement.next();
    const first = (round - 1) % warriors.length;
    const facts = engine.fight({ positions: places, first, observe, ...(tie && { tie }) });
    const { winner, cycles, instructions, processes, observations } = facts;
    results.push({
      round,
      positions: places,
      first,
      winner,
      cycles,
      instructions,
      processes,
      ...(hashCore && { coreSha256: coreSha256(engine.readCore()) }),
      ...(observations && { observations }),
    });
  }
  const alive = results.map(({ processes }) => processes.map((count) => count > 0));
  return {
    warriors: warriors.map(({ name, instructions }, index) => ({
      name,
      length: instructions.length,
      ...scoreOf(index, alive),
    })),
    results,
  };
}

/** Rounds of two warriors at all positions, each moving first. */
function permutations({ coreSize, minDistance, warriors }: MarsSettings): number {
  if (warriors === 2) return 2 * (coreSize + 1 - 2 * minDistance);
  throw new GalapagosError(`all positions are those of two warriors, and ${warriors} came`, {
    code: "corewar/placement",
    hint: "name two warriors, or fight some rounds: --rounds 1000",
  });
}

/** Every position of the second warrior twice, from the nearest on: who moves first alternates. */
function everyPlace({ minDistance }: MarsSettings): Placement {
  let round = 0;
  return { next: () => [0, minDistance + Math.floor(round++ / 2)] };
}

/**
 * Refuses warriors that no core can take.
 *
 * @throws GalapagosError `corewar/length`
 */
export function checkLengths(warriors: readonly Warrior[], { maxLength }: MarsSettings): void {
  for (const { name, instructions } of warriors) {
    const { length } = instructions;
    if (length >= 1 && length <= maxLength) continue;
    throw new GalapagosError(`warrior ${name} has ${length} instructions; expected 1 to ${maxLength}`, {
      code: "corewar/length",
      hint:
        length === 0
          ? "corewar assemble says what was read; an unclosed FOR 0 hides all that follows"
          : "shorten it or raise --length (and --distance)",
    });
  }
}
