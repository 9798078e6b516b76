import { type CandidateId, candidateId, type Position, parseCandidateId } from "../../core/index.ts";
import { type Sketch, sketchSimilarity } from "./sketch.ts";
import { Top } from "./top.ts";

/** A program like the one asked about. */
export interface SimilarProgram {
  readonly candidate: CandidateId;
  /** Estimated Jaccard similarity of syntax, 0 to 1. */
  readonly similarity: number;
}

/** Which programs counted at a border; every search until the next border uses it. */
export interface FrozenPrograms {
  /** 1 for each program that counts, by its number. */
  readonly live: Uint8Array;
  /** How many of them have a hash, for hashes that were asked for; it follows from the rest. */
  readonly frequencies: Map<number, number>;
}

/** One program of the index. */
interface Entry {
  readonly position: Position;
  /** `null` until the program was read. */
  sketch: Sketch | null;
}

/**
 * Programs by their sketches, in memory: an inverted index from hash to programs, of those alone that lessons
 * concern. It is only ever appended to; which programs count is frozen at a border. What a search finds
 * follows from that, not from the order of adding, so that a restarted island finds what it would have found.
 */
export class ProgramIndex {
  private readonly entries: Entry[] = [];
  private readonly numbers = new Map<CandidateId, number>();
  private readonly lists = new Map<number, number[]>();
  /** Programs that were named and not read yet. */
  private waiting: CandidateId[] = [];
  private weights = new Float64Array(64);

  get size(): number {
    return this.entries.length;
  }

  /** Notes that lessons concern a program; it is read at the next search. */
  name(candidate: CandidateId, sketch: Sketch | null = null): void {
    const position = parseCandidateId(candidate);
    if (position === null || this.numbers.has(candidate)) return;
    this.numbers.set(candidate, this.entries.length);
    this.entries.push({ position, sketch: null });
    if (sketch === null) this.waiting.push(candidate);
    else this.put(candidate, sketch);
  }

  /** The programs that were named since the last call: their sketches are due before a search. */
  takeWaiting(): readonly CandidateId[] {
    const waiting = this.waiting;
    this.waiting = [];
    return waiting;
  }

  /** Gives a named program its sketch. */
  put(candidate: CandidateId, sketch: Sketch): void {
    const number = this.numbers.get(candidate);
    const entry = number === undefined ? undefined : this.entries[number];
    if (number === undefined || entry === undefined || entry.sketch !== null) return;
    entry.sketch = sketch;
    for (const hash of sketch) {
      const list = this.lists.get(hash);
      if (list === undefined) this.lists.set(hash, [number]);
      else list.push(number);
    }
  }

  /** The sketch of a program that was read; `null` for any other. */
  sketch(candidate: CandidateId): Sketch | null {
    const number = this.numbers.get(candidate);
    return number === undefined ? null : (this.entries[number]?.sketch ?? null);
  }

  /** The given programs, all of them named before, are those that count. */
  freeze(candidates: Iterable<CandidateId>): FrozenPrograms {
    const live = new Uint8Array(this.entries.length);
    for (const candidate of candidates) {
      const number = this.numbers.get(candidate);
      if (number !== undefined) live[number] = 1;
    }
    return { live, frequencies: new Map() };
  }

  /**
   * The programs most like a sketch, most similar first, ties by the newer one. Those that share rare hashes
   * with it are compared in full.
   *
   * @param isKnown - whether the asking view knows a program that did not count at the border
   */
  similar(
    sketch: Sketch,
    limit: number,
    frozen: FrozenPrograms,
    isKnown: (position: Position) => boolean,
  ): readonly SimilarProgram[] {
    if (this.weights.length < this.entries.length) this.weights = new Float64Array(2 * this.entries.length);
    const { weights, entries } = this;
    const touched: number[] = [];
    for (const { list, weight } of this.rarest(sketch, frozen)) {
      for (const number of list) {
        if (frozen.live[number] !== 1 && !isKnown((entries[number] as Entry).position)) continue;
        if (weights[number] === 0) touched.push(number);
        weights[number] = (weights[number] as number) + weight;
      }
    }
    const likely = new Top<number>(COMPARED);
    const byKey = new Map<number, Entry>();
    for (const number of touched) {
      const entry = entries[number] as Entry;
      const key = keyOf(entry.position);
      byKey.set(key, entry);
      likely.offer(key, weights[number] as number);
      weights[number] = 0;
    }
    const best = new Top<number>(limit);
    for (const { key } of likely.best) {
      const other = byKey.get(key)?.sketch;
      if (other) best.offer(key, sketchSimilarity(sketch, other));
    }
    return best.best.flatMap(({ key, score }): readonly SimilarProgram[] => {
      const entry = byKey.get(key);
      return entry === undefined
        ? []
        : [{ candidate: candidateId(entry.position.island, entry.position.step), similarity: score }];
    });
  }

  /**
   * Programs by the sketch's rarest hashes, each with the weight of sharing it; equally rare ones by the
   * hash.
   */
  private rarest(
    sketch: Sketch,
    frozen: FrozenPrograms,
  ): readonly { readonly list: readonly number[]; readonly weight: number }[] {
    const known: { readonly hash: number; readonly list: readonly number[]; readonly frequency: number }[] =
      [];
    const fresh: { readonly list: readonly number[]; readonly weight: number }[] = [];
    for (const hash of sketch) {
      const list = this.lists.get(hash);
      if (list === undefined) continue;
      const frequency = this.frequency(hash, list, frozen);
      // what came up since the border must not crowd out others in an older view
      if (frequency === 0) fresh.push({ list, weight: 1 });
      else known.push({ hash, list, frequency });
    }
    known.sort((a, b) => a.frequency - b.frequency || a.hash - b.hash);
    const looked = known.slice(0, LOOKED_UP).map(({ list, frequency }) => ({ list, weight: 1 / frequency }));
    return [...fresh, ...looked];
  }

  private frequency(hash: number, list: readonly number[], { live, frequencies }: FrozenPrograms): number {
    const known = frequencies.get(hash);
    if (known !== undefined) return known;
    let frequency = 0;
    for (const number of list) if (live[number] === 1) frequency++;
    frequencies.set(hash, frequency);
    return frequency;
  }
}

/** Orders positions newer first, of one step by island; islands are fewer than 4096. */
function keyOf({ island, step }: Position): number {
  return island - 4096 * step;
}

/** Hashes of a sketch that are looked up, the rarest of those that are known. */
const LOOKED_UP = 24;
/** Programs whose sketches are compared in full. */
const COMPARED = 96;
