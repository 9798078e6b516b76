import type { Elite, Order } from "../src/core/index.ts";
import type { Grid } from "./grid.ts";

/** Outcome of an insertion (pyribs AddStatus): never just a boolean. */
export type Insertion =
  | { readonly status: "new"; readonly cell: number }
  /** It entered a held cell; `replaced` left it, best first (none where the cell's front had room). */
  | { readonly status: "improved"; readonly cell: number; readonly replaced: readonly Elite[] }
  /** It took the place of an elite that is as good. */
  | { readonly status: "drifted"; readonly cell: number; readonly replaced: readonly Elite[] }
  | { readonly status: "rejected"; readonly cell: number; readonly holder: Elite };

/** Fate of a candidate that is exactly as good as the holder of its cell: it stays outside, or takes the place. */
export type Ties = "keep" | "replace";

/**
 * One island's MAP-Elites archive: each cell of the grid holds a front, the elites that none of the cell's
 * dominates, at most `depth` of them. Where the order is that of one objective, of any two one dominates, and
 * a front is a single elite. Elites are also kept sorted, so that selection by rank costs O(1) and insertion
 * O(log n) comparisons.
 */
export class Archive {
  private readonly order: Order<Elite>;
  private readonly depth: number;
  private current: Grid;
  /** Fronts of the held cells, best first; never empty. */
  private readonly cells = new Map<number, Elite[]>();
  private readonly sorted: Elite[] = [];

  /** @param depth - most elites of one cell */
  constructor(grid: Grid, order: Order<Elite>, depth = 1) {
    this.current = grid;
    this.order = order;
    this.depth = depth;
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
    return this.cells.size / this.current.cells;
  }

  /** The front of a cell, best first; empty while the cell is free. */
  at(cell: number): readonly Elite[] {
    return this.cells.get(cell) ?? [];
  }

  /**
   * Offers a candidate to its cell. It enters unless an elite there dominates it, or it is what a full front
   * would lose; what it dominates leaves, and so does the surplus of a front that grew beyond its depth.
   *
   * @param ties - whether it may replace an elite with the same score, so that a search drifts over plateaus
   */
  insert(candidate: Elite, ties: Ties = "keep"): Insertion {
    const cell = this.current.cellOf(candidate.features);
    const front = this.cells.get(cell);
    if (front === undefined) {
      this.cells.set(cell, [candidate]);
      this.rank(candidate);
      return { status: "new", cell };
    }
    const equal = ties === "replace" ? front.find((elite) => this.isTie(elite, candidate)) : undefined;
    if (equal !== undefined) {
      this.exchange(front, equal, candidate);
      return { status: "drifted", cell, replaced: [equal] };
    }
    const taken = this.take(front, candidate);
    if ("holder" in taken) return { status: "rejected", cell, holder: taken.holder };
    for (const elite of taken.replaced) this.unrank(elite);
    this.cells.set(cell, taken.front);
    this.rank(candidate);
    return { status: "improved", cell, replaced: taken.replaced };
  }

  /** A front after a candidate was offered to it; or the elite that keeps the candidate out. */
  private take(
    front: readonly Elite[],
    candidate: Elite,
  ): { readonly front: Elite[]; readonly replaced: readonly Elite[] } | { readonly holder: Elite } {
    const { order } = this;
    for (const elite of front) {
      if (order.dominates(elite, candidate) || order.compare(elite, candidate) === 0)
        return { holder: elite };
    }
    const replaced: Elite[] = [];
    const kept = front.filter((elite) => {
      if (!order.dominates(candidate, elite)) return true;
      replaced.push(elite);
      return false;
    });
    kept.splice(position(kept, candidate, order), 0, candidate);
    if (kept.length <= this.depth) return { front: kept, replaced };
    const [leaving] = kept.splice(order.surplus?.(kept) ?? kept.length - 1, 1) as [Elite];
    if (leaving !== candidate) return { front: kept, replaced: [...replaced, leaving] };
    return { holder: kept.at(-1) as Elite };
  }

  /** True for another program that is exactly as good. */
  private isTie(a: Elite, b: Elite): boolean {
    return this.order.ties(a, b) && a.fingerprint.tree !== b.fingerprint.tree;
  }

  /**
   * Fits the grid's adaptive ranges to the elites and puts every elite into its cell anew; where too many
   * meet, the better ones stay. Returns those that lost their place, best first.
   */
  rebuild(): readonly Elite[] {
    const fitted = this.current.fitted(this.sorted.map((elite) => elite.features));
    if (fitted === this.current) return [];
    return this.fill(fitted, this.sorted.splice(0));
  }

  /** Replaces the contents by a saved grid and its elites, best first: all of them, for each had its place. */
  restore(grid: Grid, elites: readonly Elite[]): void {
    this.current = grid;
    this.cells.clear();
    this.sorted.splice(0, this.sorted.length, ...elites);
    // nothing is weighed anew: an elite that took the place of its equal may be dominated by one beside it
    for (const elite of elites) {
      const cell = grid.cellOf(elite.features);
      const front = this.cells.get(cell);
      if (front === undefined) this.cells.set(cell, [elite]);
      else front.push(elite);
    }
  }

  /**
   * Fills the cells of a grid from nothing; returns the elites that found no place.
   *
   * @param elites - best first
   */
  private fill(grid: Grid, elites: readonly Elite[]): readonly Elite[] {
    this.current = grid;
    this.cells.clear();
    const lost: Elite[] = [];
    for (const elite of elites) {
      const cell = grid.cellOf(elite.features);
      const front = this.cells.get(cell);
      const taken = front === undefined ? { front: [elite], replaced: [] } : this.take(front, elite);
      if ("holder" in taken) lost.push(elite);
      else {
        lost.push(...taken.replaced);
        this.cells.set(cell, taken.front);
      }
    }
    const gone = new Set(lost);
    for (const elite of elites) if (!gone.has(elite)) this.sorted.push(elite);
    return lost.sort(this.order.compare);
  }

  private exchange(front: Elite[], leaving: Elite, entering: Elite): void {
    front.splice(front.indexOf(leaving), 1);
    front.splice(position(front, entering, this.order), 0, entering);
    this.unrank(leaving);
    this.rank(entering);
  }

  private rank(elite: Elite): void {
    this.sorted.splice(position(this.sorted, elite, this.order), 0, elite);
  }

  private unrank(elite: Elite): void {
    this.sorted.splice(position(this.sorted, elite, this.order), 1);
  }
}

/** Index of the first of a ranking that is not better than this one. */
function position(ranking: readonly Elite[], elite: Elite, { compare }: Order<Elite>): number {
  let low = 0;
  let high = ranking.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(ranking[middle] as Elite, elite) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
