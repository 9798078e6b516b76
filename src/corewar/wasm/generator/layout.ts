import { CODES } from "./encoding.ts";
import { LARGEST_SETTINGS } from "../../mars/settings.ts";

/**
 * Settings that a generated module is specialised for; one module serves all settings with an equal shape.
 */
export interface Shape {
  readonly coreSize: number;
  readonly maxProcesses: number;
  readonly readLimit: number;
  readonly writeLimit: number;
  readonly pSpaceSize: number;
  /** Warriors in the core. */
  readonly warriors: number;
}

/** Bytes of an address: cells lie 8 bytes apart and all numbers in the core are kept multiplied by it. */
export const CELL = 8;

/** Offsets within the record of a warrior. Addresses are absolute, counters as in {@link Layout.entry}. */
export const RECORD = {
  /** Counter of processes taken from the queue. */
  head: 0,
  /** Counter of processes put into the queue. */
  tail: 4,
  /** Address of its own p-space cell 0. */
  ownCell: 12,
  /** Address of its p-space, cell 0 of which is not used. */
  pSpace: 16,
  /** Address of a byte per core cell: 1 where it queued a process. */
  covered: 20,
  /** Address of a byte per core cell: 1 where it wrote. */
  written: 24,
  /** Processes created by SPL. */
  spawned: 32,
  /** Core cells read. */
  reads: 40,
  /** Core cells written. */
  writes: 48,
  /** True for an observed warrior. */
  observed: 56,
  /** Its process queue, which lies behind its record. */
  queue: 64,
} as const;

/** Bytes of a melee's turn. */
export const TURN = 4;

/** Offsets of what a melee's loop reads and leaves at {@link Layout.melee}: kept there, as registers are for the handlers. */
export const MELEE = {
  /** Address of the turn that comes next or, at a death, has come. */
  turn: 0,
  /** Head of the warriors that have moved in this cycle: all that live execute one instruction a cycle, so they share it. */
  head: 4,
  /** Position in the queues of what they execute in this cycle. */
  slot: 8,
  /** Address behind the turn that ends a cycle. */
  end: 12,
  /** Head with which the melee is over. */
  until: 16,
} as const;

/** Where things lie in the linear memory of an engine; all in bytes. */
export interface Layout {
  readonly shape: Shape;
  /**
   * True where the numbers of a cell fit 16 bits: then a cell is A, B and tag, 16 bits each. Otherwise A and
   * B have 32 bits each and the tag lies at the same address of a second plane.
   */
  readonly narrow: boolean;
  /** Size of the core's address space: `coreSize` × {@link CELL}. */
  readonly span: number;
  /** Where the tag of the cell at 0 is. */
  readonly tags: number;
  /** Size of an entry of a process queue; head and tail count in steps of it. */
  readonly entry: number;
  /** Counter → position in the queue: the queue's length, a power of two, minus 1. */
  readonly queueMask: number;
  /** The first warrior's record and queue; those of the next one lie {@link stride} further. */
  readonly records: number;
  /**
   * Distance of records. No power of two: all warriors are at the same place of their queues, and the cache keeps few lines whose
   * addresses differ by a large power of two.
   */
  readonly stride: number;
  /** A melee's turns: the address of each living warrior's record, {@link TURN} bytes, in the order in which they move. */
  readonly turns: number;
  /** Where a melee stands, see {@link MELEE}. */
  readonly melee: number;
  /** Code by tag, 2 bytes each. */
  readonly codes: number;
  /** Own p-space cells 0, 4 bytes for each warrior. */
  readonly ownCells: number;
  readonly pSpaces: number;
  /** Observation: `coreSize` bytes for each warrior, twice. */
  readonly covered: number;
  readonly written: number;
  /** Size of all this in pages of 64 KiB. */
  readonly pages: number;
}

/** Plans the memory for a shape. */
export function createLayout(shape: Shape): Layout {
  const { coreSize, maxProcesses, pSpaceSize, warriors } = shape;
  const span = coreSize * CELL;
  const narrow = span <= 1 << 16;
  const entry = narrow ? 2 : 4;
  const queueBytes = entry * 2 ** Math.ceil(Math.log2(Math.max(maxProcesses, 2)));
  const stride = RECORD.queue + Math.ceil(queueBytes / 64) * 64;
  let free = 0;
  const take = (bytes: number): number => {
    const start = free;
    free += Math.ceil(bytes / 64) * 64; // whole cache lines
    return start;
  };
  const fields = take(span);
  const tags = narrow ? fields + 4 : take(span);
  return {
    shape,
    narrow,
    span,
    tags,
    entry,
    queueMask: queueBytes - 1,
    // before all that depends on the number of warriors: melee modules serve any
    codes: take(2 * CODES),
    turns: take(TURN * (LARGEST_SETTINGS.warriors + 1)),
    melee: take(64),
    records: take(stride * warriors),
    stride,
    ownCells: take(4 * warriors),
    pSpaces: take(4 * pSpaceSize * warriors),
    covered: take(coreSize * warriors),
    written: take(coreSize * warriors),
    pages: Math.ceil(free / (1 << 16)),
  };
}
