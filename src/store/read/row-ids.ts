import { type CandidateId, candidateId } from "../../core/index.ts";
import type { Row } from "../candidate-row.ts";

/** Ids of rows that have `island` and `step`. */
export function idsOf(rows: readonly Row[]): CandidateId[] {
  return rows.map((row) => candidateId(Number(row.island), Number(row.step)));
}
