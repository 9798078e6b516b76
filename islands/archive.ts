import type { Fingerprint, JsonObject } from "../src/core/index.ts";
import type { Comparator, Ranked } from "./comparator.ts";
import type { Grid } from "./grid.ts";

/** An occupant of the archive. */
export interface Elite extends Ranked {
  readonly features: { readonly [name: string]: number };
  readonly source: string;
  readonly fingerprint: Fingerprint;
  readonly strategy: JsonObject;
}

/** What an insertion did (pyribs AddStatus): never just a boolean. */
export type Insertion =
  | { readonly status: "new"; readonly cell: number }
  | { readonly status: "improved"; readonly cell: number; readonly replaced: Elite }
  | { readonly status: "rejected"; readonly cell: number; readonly holder: Elite };

/**
 * One island's MAP-Elites archive: at most one elite per cell of the grid, the better one by the total order. Elites are
 * also kept sorted, so that selection by rank costs O(1) and insertion O(log n) comparisons.
 */
export class Archive {
  private readonly compare: Comparator;
  private current: Grid;
  private readonly cells = new Map<number, Elite>();
  private readonly sorted: Elite[] = [];

  constructor(grid: Grid, compare: Comparator) {
    this.current = grid;
    this.compare = compare;
  }

  get grid(): Grid {
    return this.current;
  }

  get size(): number {
    return this.sorted.length;
  }

  /** Elites, best first. A live view: copy it to keep it. */
  get ranking(): readonly Elite[] {
    return this.sorted;
  }

  /** The best elite, or `null` while the archive is empty. */
  get best(): Elite | null {
    return this.sorted[0] ?? null;
  }

  /** Share of the grid's cells that are held, 0 to 1. */
  get coverage(): number {
    return this.sorted.length / this.current.cells;
  }

  /** The elite of a cell, or `null`. */
  at(cell: number): Elite | null {
    return this.cells.get(cell) ?? null;
  }

  /** Offers a candidate to its cell; it enters when the cell is free or its holder is worse in the total order. */
  insert(candidate: Elite): Insertion {
    const cell = this.current.cellOf(candidate.features);
    const holder = this.cells.get(cell);
    if (holder === undefined) {
      this.put(cell, candidate);
      return { status: "new", cell };
    }
    if (this.compare(candidate, holder) >= 0) return { status: "rejected", cell, holder };
    this.sorted.splice(this.position(holder), 1);
    this.put(cell, candidate);
    return { status: "improved", cell, replaced: holder };
  }

  /**
   * Fits the grid's adaptive ranges to the elites and puts every elite into its cell anew; where two meet, the better one
   * stays. Returns those that lost their place, best first.
   */
  rebuild(): readonly Elite[] {
    const fitted = this.current.fitted(this.sorted.map((elite) => elite.features));
    if (fitted === this.current) return [];
    this.current = fitted;
    const all = this.sorted.splice(0);
    this.cells.clear();
    const lost: Elite[] = [];
    for (const elite of all) {
      const cell = fitted.cellOf(elite.features);
      // best first, so whoever holds the cell already is better
      if (this.cells.has(cell)) lost.push(elite);
      else {
        this.cells.set(cell, elite);
        this.sorted.push(elite);
      }
    }
    return lost;
  }

  /** Replaces the contents by a saved grid and its elites, best first, without offering them anew. */
  restore(grid: Grid, elites: readonly Elite[]): void {
    this.current = grid;
    this.cells.clear();
    this.sorted.splice(0);
    for (const elite of elites) {
      this.cells.set(grid.cellOf(elite.features), elite);
      this.sorted.push(elite);
    }
  }

  private put(cell: number, elite: Elite): void {
    this.cells.set(cell, elite);
    this.sorted.splice(this.position(elite), 0, elite);
  }

  /** Index of the first elite that is not better than this one. */
  private position(elite: Ranked): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(this.sorted[middle] as Elite, elite) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
