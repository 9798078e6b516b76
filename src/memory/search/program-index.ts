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
  private shared = new Uint16Array(64);

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
   * The programs most like a sketch, most similar first, ties by the newer one.
   *
   * @param sees - whether the asking view may know the program at this place
   */
  similar(
    sketch: Sketch,
    limit: number,
    sees: (island: number, step: number) => boolean,
  ): readonly SimilarProgram[] {
    if (this.shared.length < this.sketches.length) this.shared = new Uint16Array(2 * this.sketches.length);
    const { shared } = this;
    const touched: number[] = [];
    const touch = (program: number): void => {
      if (shared[program] === 0) touched.push(program);
      shared[program] = (shared[program] as number) + 1;
    };
    for (const hash of sketch) {
      const list = this.lists.get(hash);
      if (typeof list === "number") touch(list);
      else if (list !== undefined) for (const program of list) touch(program);
    }
    const likely = new Top<number>(COMPARED);
    for (const program of touched) {
      const count = shared[program] as number;
      shared[program] = 0;
      if (sees(this.islands[program] as number, this.steps[program] as number)) likely.offer(-program, count);
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
