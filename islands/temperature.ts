import type { SelectionConfig } from "../src/config/index.ts";

/** Scored results that the entropy looks back on. */
export const WINDOW = 256;
/** Below this many results the entropy says nothing and counts as 1. */
const ENOUGH = 16;

/** c·ln c for c = 0 … WINDOW. */
const COUNT_LOG_COUNT = Float64Array.from({ length: WINDOW + 1 }, (_, c) => (c === 0 ? 0 : c * Math.log(c)));

/**
 * Which niches the last 256 scored results fell into, and how evenly. The entropy is computed from integer
 * counts in a fixed order, so that a restored window gives the same bits as one that was never stopped.
 */
export class NicheWindow {
  private readonly recent: number[] = [];
  private readonly counts = new Map<number, number>();
  /** perCount[c]: how many niches were hit exactly c times. */
  private readonly perCount = new Int32Array(WINDOW + 1);

  constructor(recent: readonly number[] = []) {
    for (const cell of recent) this.add(cell);
  }

  /** Notes the niche of one more result. */
  add(cell: number): void {
    this.recent.push(cell);
    this.change(cell, 1);
    if (this.recent.length > WINDOW) this.change(this.recent.shift() as number, -1);
  }

  /**
   * Shannon entropy of the niches, divided by its largest possible value for this many results and cells: 0
   * when all fell into one niche, 1 when spread evenly. 1 before 16 results, and where there is only one
   * cell.
   */
  entropy(cells: number): number {
    const n = this.recent.length;
    if (n < ENOUGH || cells < 2) return 1;
    let sum = 0;
    for (let c = 1; c <= n; c++) sum += (this.perCount[c] as number) * (COUNT_LOG_COUNT[c] as number);
    return Math.min(1, Math.max(0, (Math.log(n) - sum / n) / Math.log(Math.min(n, cells))));
  }

  /** Results of the window by niche, as they are now; counted when they are first asked for. */
  snapshot(): () => ReadonlyMap<number, number> {
    const recent = this.recent.slice();
    let counts: Map<number, number> | undefined;
    return () => {
      if (counts === undefined) {
        counts = new Map();
        for (const cell of recent) counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
      return counts;
    };
  }

  private change(cell: number, by: 1 | -1): void {
    const before = this.counts.get(cell) ?? 0;
    const after = before + by;
    if (before > 0) this.perCount[before] = (this.perCount[before] as number) - 1;
    if (after > 0) {
      this.perCount[after] = (this.perCount[after] as number) + 1;
      this.counts.set(cell, after);
    } else this.counts.delete(cell);
  }
}

/**
 * Selection temperature τ = τ_base·(1 + α·e^(−βH)): the lower the entropy H of the niches, the hotter
 * (LoongFlow, arXiv 2512.24077 §4.2.2). τ_base rises geometrically from the first island to the last, so that
 * some islands dig where others roam.
 */
export function temperatureAt(entropy: number, config: SelectionConfig, island = 0, islands = 1): number {
  const place = islands > 1 ? island / (islands - 1) - 0.5 : 0;
  return config.temperature * config.spread ** place * (1 + config.alpha * Math.exp(-config.beta * entropy));
}
