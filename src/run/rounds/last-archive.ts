import { join } from "node:path";
import { Grid, type GridDimension } from "../../../islands/index.ts";
import { type CandidateId, idOf, objectiveOf } from "../../core/index.ts";
import { openRecord } from "../../store/index.ts";
import { readRecord } from "../record.ts";
import { replayRun } from "../summary.ts";
import { startedTurns } from "./red-queen-state.ts";

/** The archive of an adversarial run's newest turn, that of all its islands together. */
export interface LastArchive {
  /** The problem's features, also where the run kept no grid. */
  readonly dimensions: readonly GridDimension[];
  /** The best elite of each cell that is held; best first. */
  readonly elites: readonly {
    readonly id: CandidateId;
    /** Its bin in each dimension, from 0. */
    readonly bins: readonly number[];
    readonly score: number;
  }[];
}

/**
 * Reads the archive with which an adversarial run ended.
 *
 * @throws GalapagosError `run/*`, `store/*`
 */
export function redQueenArchive(folder: string): LastArchive {
  const turn = startedTurns(folder).at(-1);
  if (turn === undefined) return { dimensions: [], elites: [] };
  const location = { folder: join(folder, turn) };
  using run = openRecord(location);
  const record = readRecord(run.candidates, location);
  const { features, objective } = record.problem.definition;
  const grid = Grid.create(features);
  const ranked = replayRun(run.candidates, record)
    .flatMap(({ archive }) => archive.ranking)
    .toSorted(objectiveOf(objective.direction).order.compare);
  const seen = new Set<number>();
  const elites = ranked.flatMap((elite) => {
    const cell = grid.cellOf(elite.features);
    if (seen.has(cell)) return [];
    seen.add(cell);
    return [{ id: idOf(elite), bins: grid.coordinates(cell), score: elite.score }];
  });
  return { dimensions: grid.dimensions, elites };
}
