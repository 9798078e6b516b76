import { type CandidateId, candidateId, type NumberRecord, objectiveOf } from "../core/index.ts";
import { openRecord } from "../store/index.ts";
import type { RunOverview } from "./kinds/run.ts";
import { readRecord } from "./record.ts";
import { openRun } from "./open-run.ts";
import { replayRun } from "./summary.ts";

/** An elite with its program. */
export interface EliteProgram {
  readonly id: CandidateId;
  /** The island whose archive holds it; it may come from another one. */
  readonly island: number;
  /** Index of its cell in that archive. */
  readonly cell: number;
  readonly score: number;
  readonly features: NumberRecord;
  readonly source: string;
}

/** A result that beat all before it. */
export interface HistoryPoint {
  /**
   * Results consumed over all islands by then, itself included, counted step by step over the islands in
   * turn.
   */
  readonly evaluations: number;
  readonly id: CandidateId;
  readonly score: number;
}

/** Programs of a run, and its climb. */
export interface Findings {
  readonly elites: readonly EliteProgram[];
  readonly history: readonly HistoryPoint[];
  /** Program text of a candidate; empty for one that the run does not have. */
  readonly sourceOf: (id: CandidateId) => string;
}

/**
 * Reads what a run holds; of rounds, what their newest turn does.
 * @throws GalapagosError `run/*`, `store/*`
 */
export function readFindings({ folder, definition }: RunOverview): Findings {
  const part = openRun(folder).parts().at(-1) ?? { folder };
  using run = openRecord(part);
  const record = readRecord(run.candidates, part);
  const populations = replayRun(run.candidates, record);
  const { better } = objectiveOf(definition.objective.direction);
  const history: HistoryPoint[] = [];
  let evaluations = 0;
  for (const { island, step, score } of run.course.results(populations.length)) {
    if (step > (populations[island]?.step ?? -1)) continue;
    evaluations++;
    if (score !== null && better(score, history.at(-1)?.score ?? null))
      history.push({ evaluations, id: candidateId(island, step), score });
  }
  const elites = populations.flatMap(({ archive }, island) =>
    archive.ranking.map((elite) => ({
      id: candidateId(elite.island, elite.step),
      island,
      cell: archive.grid.cellOf(elite.features),
      score: elite.score,
      features: elite.features,
      source: elite.source,
    })),
  );
  const sources = new Map(elites.map(({ id, source }) => [id, source]));
  return { elites, history, sourceOf: (id) => sources.get(id) ?? "" };
}
