import type { Instruction, Warrior } from "../instruction.ts";
import type { MarsSettings } from "./settings.ts";

/** One round to fight: where the warriors stand and who moves first. */
export interface Round {
  /** Address of each warrior's first instruction (not of its start), in the warriors' order. */
  readonly positions: readonly number[];
  /**
   * Index of the warrior that executes first; the others follow in index order, cyclically. @defaultValue 0
   */
  readonly first?: number;
  /**
   * Goes on for all cycles although one warrior is left, until none is: the Digital Red Queen's rule
   * (pMARS stops when one of several is left). @defaultValue false
   */
  readonly toTheEnd?: boolean;
  /**
   * Counts what each warrior does, which takes about twice as long; a number counts what the warrior with
   * that index does alone, and costs the less the more warriors there are. @defaultValue false
   */
  readonly observe?: boolean | number;
  /**
   * Ends a round of two as a tie when both are likely to survive it; of more, and `toTheEnd`, it says nothing.
   * @defaultValue no round ends early
   */
  readonly tie?: Tie;
}

/** When a round of two counts as a tie before its end. */
export interface Tie {
  /** Cycles after which it is looked at, once. */
  readonly cycles: number;
  /** Each of the two has more processes than this. */
  readonly processes: number;
}

/** Counts of one warrior in an observed round. */
export interface Observation {
  /**
   * Successful process creations: `SPL`s that added a process (at the process limit they do not). DRQ's
   * `tsp`.
   */
  readonly threadsSpawned: number;
  /**
   * Distinct addresses that were ever queued to be executed, the loading of the start address not counted (it
   * counts once it is queued again). DRQ's `mc`.
   */
  readonly memoryCovered: number;
  /** Distinct addresses written: by an instruction's result or by a pre-decrement or post-increment. */
  readonly memoryWritten: number;
  /**
   * Core cells read: one for each pointer of an indirect operand, one for each operand whose value the opcode
   * uses (A of MOV ADD SUB MUL DIV MOD SEQ SNE SLT LDP STP; B of ADD SUB MUL DIV MOD SEQ SNE SLT JMZ JMN DJN
   * STP), immediate operands and instruction fetches not counted.
   */
  readonly reads: number;
  /**
   * Writes: one for each pre-decrement or post-increment, one for each result stored (MOV ADD SUB MUL DJN LDP
   * always; DIV and MOD when at least one field was written). Several fields of one cell are one write.
   */
  readonly writes: number;
}

/** How a round went. */
export interface RoundFacts {
  /**
   * The only survivor of two or more; `null` for a tie (several survive, or none, or one warrior fought
   * alone).
   */
  readonly winner: number | null;
  /** Cycles begun: in [1, maxCycles]. A round that ends within a cycle counts it. */
  readonly cycles: number;
  /** Instructions executed by all warriors together, those that killed a process included. */
  readonly instructions: number;
  /** Processes left, per warrior. */
  readonly processes: readonly number[];
  /** Cycle (from 1) in which each warrior lost its last process; `null` when it survived. */
  readonly deaths: readonly (number | null)[];
  /** One for each warrior that was observed, in index order; `null` when none was. */
  readonly observations: readonly Observation[] | null;
}

/**
 * A MARS: Memory Array Redcode Simulator, with the semantics of pMARS 0.9.2 (ICWS'94 with in-register
 * evaluation). An engine is built for its settings once and reused for any number of matches; it is not
 * re-entrant.
 *
 * The rules that engines must share, beyond the '94 draft:
 * - The empty core holds `DAT.F $0,$0`. Every number is reduced to [0, coreSize).
 * - The instruction register is a copy: an immediate operand is the instruction as fetched, whatever the
 *   operands' side effects did to the executing cell. The values of A are latched before its post-increment,
 *   those of B before its own.
 * - `SPL` queues PC + 1 first, then its target; at the process limit the target is dropped.
 * - `DIV`/`MOD` with a zero divisor in one field still write the other field, then the process dies.
 * - `LDP`/`STP` with .F .X .I act as .B; the p-space index is taken modulo its size; cell 0 is private even
 *   between warriors that share a p-space by PIN. Cell 0 starts as coreSize − 1 and after each round holds 0
 *   (dead) or the number of survivors.
 * - `CMP` acts as `SEQ`, but `.I` comparisons tell their cells apart.
 * - The round is limited by a counter of instructions, c = maxCycles × warriors at first. An instruction that
 *   does not kill its warrior takes 1; one that does takes 2 + ⌊(c − 1) / n⌋ where n counts the warriors that
 *   lived before it. At c ≤ 0 the round ends. (So after a death among three or more, the last cycle is one
 *   instruction short, as in pMARS.)
 * - A round of two or more warriors ends at once when one is left (unless `toTheEnd`), one warrior alone
 *   plays until it dies.
 */
export interface Engine {
  readonly kind: "javascript" | "webassembly";
  readonly settings: MarsSettings;
  /**
   * Takes the warriors of a match and forgets all p-spaces. There must be exactly `settings.warriors`; their
   * fields must be reduced for `settings.coreSize` already (the assembler does that). Lengths and distances
   * are the caller's business.
   */
  enter(warriors: readonly Warrior[]): void;
  /** Fights one round from an empty core; p-spaces are kept from the last round of the match. */
  fight(round: Round): RoundFacts;
  /** The core as the last round left it, `coreSize` instructions from address 0. */
  readCore(): Instruction[];
  /** P-space of a warrior as it would see it: `pSpaceSize` numbers, cell 0 being its own. */
  readPSpace(warrior: number): number[];
}

/** Builds an engine; throws `GalapagosError` when it cannot work for these settings. */
export type EngineFactory = (settings: MarsSettings) => Engine;
