import type { Grid, Population } from "../../../islands/index.ts";
import { type CandidateId, idOf, type NumberRecord } from "../../core/index.ts";

/** One island's archive as a map: its dimensions, and what its cells hold. */
export interface IslandMap {
  readonly island: number;
  readonly dimensions: Grid["dimensions"];
  /** Cells of the whole grid, the free ones included. */
  readonly cells: number;
  /** Share of the cells that are held, 0 to 1. */
  readonly coverage: number;
  /** Sum of the elites' raw scores (QD-score, Pugh et al. 2016). */
  readonly qdScore: number;
  /** Best first. */
  readonly elites: readonly MapElite[];
}

/** An elite in its cell. */
export interface MapElite {
  readonly id: CandidateId;
  readonly cell: number;
  /** Its bin in each dimension, from 0. */
  readonly bins: readonly number[];
  readonly score: number;
  readonly features: NumberRecord;
}

/** The map of each island's archive. */
export function mapIslands(populations: readonly Population[]): readonly IslandMap[] {
  return populations.map(({ archive: { grid, ranking, coverage } }, island) => ({
    island,
    dimensions: grid.dimensions,
    cells: grid.cells,
    coverage,
    qdScore: ranking.reduce((sum, { score }) => sum + score, 0),
    elites: ranking.map((elite) => {
      const cell = grid.cellOf(elite.features);
      const { score, features } = elite;
      return { id: idOf(elite), cell, bins: grid.coordinates(cell), score, features };
    }),
  }));
}
