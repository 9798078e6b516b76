import { type CandidateId, candidateId, type Position } from "../../core/index.ts";
import { type Sketch, sketchSimilarity } from "./sketch.ts";
import { Top } from "./top.ts";

/**
 * Programs listed under one hash. The first ones are kept: later programs that share what most have are found by what
 * fewer have, and a list that only grows looks the same to an older view.
 */
const LISTED = 256;
/** Programs whose sketches are compared in full. */
const COMPARED = 96;

/** A program like the one asked about. */
export interface SimilarProgram {
  readonly candidate: CandidateId;
  /** Estimated Jaccard similarity of syntax, 0 to 1. */
  readonly similarity: number;
}

/**
 * Programs by their sketches, in memory: an inverted index from hash to programs. Only ever appended to, in logical order,
 * so that what a view finds does not depend on what was added after it.
 */
export class ProgramIndex {
  private readonly islands: number[] = [];
  private readonly steps: number[] = [];
  private readonly sketches: Sketch[] = [];
  private readonly lists = new Map<number, number | number[]>();
  private weights = new Float64Array(64);

  get size(): number {
    return this.sketches.length;
  }

  add({ island, step }: Position, sketch: Sketch): void {
    const program = this.sketches.length;
    this.islands.push(island);
    this.steps.push(step);
    this.sketches.push(sketch);
    for (const hash of sketch) {
      const list = this.lists.get(hash);
      if (list === undefined) this.lists.set(hash, program);
      else if (typeof list === "number") this.lists.set(hash, [list, program]);
      else if (list.length < LISTED) list.push(program);
    }
  }

  /**
   * The programs most like a sketch, most similar first, ties by the newer one. Those that share rare hashes with it are
   * compared in full.
   *
   * @param until - how many programs, in the order of adding, the asking view knows
   */
  similar(sketch: Sketch, limit: number, until = this.size): readonly SimilarProgram[] {
    if (this.weights.length < this.sketches.length) this.weights = new Float64Array(2 * this.sketches.length);
    const { weights } = this;
    const touched: number[] = [];
    for (const hash of sketch) {
      const list = this.lists.get(hash);
      if (list === undefined) continue;
      const programs = typeof list === "number" ? [list] : list;
      const known = countBelow(programs, until);
      for (let i = 0; i < known; i++) {
        const program = programs[i] as number;
        if (weights[program] === 0) touched.push(program);
        weights[program] = (weights[program] as number) + 1 / known;
      }
    }
    const likely = new Top<number>(COMPARED);
    for (const program of touched) {
      likely.offer(-program, weights[program] as number);
      weights[program] = 0;
    }
    const best = new Top<number>(limit);
    for (const { key } of likely.best)
      best.offer(key, sketchSimilarity(sketch, this.sketches[-key] as Sketch));
    return best.best.map(({ key, score }) => ({
      candidate: candidateId(this.islands[-key] as number, this.steps[-key] as number),
      similarity: score,
    }));
  }
}

/** How many of ascending numbers are below a bound. */
function countBelow(ascending: readonly number[], bound: number): number {
  const last = ascending[ascending.length - 1];
  if (last === undefined || last < bound) return ascending.length;
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
