import { type CandidateId, candidateId, type Direction, objectiveOf } from "../core/index.ts";
import type { StoreReader } from "../store/index.ts";

/** How one operator did over a run. */
export interface OperatorCount {
  readonly operator: string;
  /** Candidates it made. */
  readonly made: number;
  /** Of them, those that failed. */
  readonly failed: number;
  /** Of them, those that scored better than their first parent. */
  readonly improved: number;
}

/** Counts by operator, the busiest first (ties by name); reads every step once. */
export function operatorCounts(reader: StoreReader, direction: Direction): readonly OperatorCount[] {
  const scores = new Map<CandidateId, number>();
  const rows = reader.islands().flatMap(({ island }) => [...reader.steps(island, 0)]);
  for (const { island, step, score } of rows)
    if (score !== null) scores.set(candidateId(island, step), score);
  const { better } = objectiveOf(direction);
  const counts = new Map<string, { made: number; failed: number; improved: number }>();
  for (const { operator, score, parents } of rows) {
    const count = counts.get(operator) ?? { made: 0, failed: 0, improved: 0 };
    counts.set(operator, count);
    count.made += 1;
    if (score === null) count.failed += 1;
    const parentScore = parents[0] && scores.get(parents[0]);
    if (score !== null && parentScore !== undefined && better(score, Number(parentScore)))
      count.improved += 1;
  }
  return [...counts]
    .map(([operator, count]) => ({ operator, ...count }))
    .sort((a, b) => b.made - a.made || (a.operator < b.operator ? -1 : 1));
}
