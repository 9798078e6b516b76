import type { PageProgram } from "../page-data.ts";
import type { Evolution } from "./evolution.ts";

/** A cell's elites one after the other, each with the result from which it held the cell. */
type History = readonly { readonly from: number; readonly program: PageProgram }[];

/** Coverage and QD-score over all islands at a result. */
interface ArchivePoint {
  readonly at: number;
  /** Share of the cells that are held, 0 to 1. */
  readonly coverage: number;
  readonly qdScore: number;
}

/** The archives over time, seen through the grids as they are at the end. */
export interface ArchiveReplay {
  /** Elite of a cell up to a result; `null` while it is empty. */
  eliteAt(island: number, cell: number, at: number): PageProgram | null;
  readonly curve: readonly ArchivePoint[];
}

/** Replays what entered each cell. Elites that came from another island are there from the result that made them. */
export function archiveReplay({ programs, part, objective, find }: Evolution): ArchiveReplay {
  const cells = new Map<string, { from: number; program: PageProgram }[]>();
  const total = part.islands.reduce((sum, island) => sum + island.cells, 0);
  const immigrants = part.islands.flatMap(({ island, elites }) =>
    elites.flatMap(({ id, cell }) => {
      const program = find(id);
      return program === null || program.island === island ? [] : [{ island, cell, program }];
    }),
  );
  const own = programs.flatMap((program) =>
    program.cell === null ? [] : [{ island: program.island, cell: program.cell, program }],
  );
  const entries = [...own, ...immigrants].sort((a, b) => a.program.at - b.program.at);
  const curve: ArchivePoint[] = [];
  let [held, qdScore] = [0, 0];
  for (const { island, cell, program } of entries) {
    const history = cells.get(`${island} ${cell}`) ?? [];
    const before = history.at(-1)?.program.score ?? null;
    if (program.score === null || !objective.better(program.score, before)) continue;
    history.push({ from: program.at, program });
    cells.set(`${island} ${cell}`, history);
    if (before === null) held++;
    qdScore += program.score - (before ?? 0);
    curve.push({ at: program.at, coverage: held / Math.max(1, total), qdScore });
  }
  const eliteAt = (island: number, cell: number, at: number): PageProgram | null => {
    const history: History = cells.get(`${island} ${cell}`) ?? [];
    return history.findLast(({ from }) => from <= at)?.program ?? null;
  };
  return { eliteAt, curve };
}
