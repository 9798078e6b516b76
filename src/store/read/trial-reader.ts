import type { Evaluation } from "../../core/index.ts";
import type { Row, RowContext } from "../candidate-row.ts";
import { NOTHING_RAN_NUMBER } from "../names.ts";
import type { TrialReader, TrialRecord } from "../records.ts";
import { unpackJson } from "../stored-json.ts";
import type { Queries } from "./queries.ts";

const TRIALS = "SELECT island, step, attempt, program, evaluation FROM trials";

/** Programs that steps had scored before their candidate was made. */
export function createTrialReader({ get, all }: Queries, context: RowContext): TrialReader {
  return {
    trial(island, step, attempt) {
      const row = get(`${TRIALS} WHERE island = ? AND step = ? AND attempt = ?`, island, step, attempt);
      return row ? readTrial(row, context) : null;
    },
    trials(island, step) {
      const rows = all(`${TRIALS} WHERE island = ? AND step = ? ORDER BY attempt`, island, step);
      return rows.map((row) => readTrial(row, context));
    },
    evaluatorCalls() {
      // a candidate that a trial scored counts once, as the trial
      const row = get(
        `SELECT (SELECT count(*) FROM details WHERE cached = 0 AND engine <> ${NOTHING_RAN_NUMBER})
           + (SELECT count(*) FROM trials)
           - (SELECT count(DISTINCT island || ' ' || step) FROM trials JOIN candidates USING(island, step, program)) AS n`,
      );
      return Number(row?.n);
    },
  };
}

function readTrial(row: Row, { contentOf }: RowContext): TrialRecord {
  return {
    island: Number(row.island),
    step: Number(row.step),
    attempt: Number(row.attempt),
    source: contentOf(Number(row.program))?.source ?? "",
    evaluation: unpackJson(row.evaluation) as unknown as Evaluation,
  };
}
