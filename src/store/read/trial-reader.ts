import type { Evaluation } from "../../core/index.ts";
import { NOTHING_RAN } from "../candidate-row.ts";
import type { Row } from "../candidate-row.ts";
import type { TrialReader, TrialRecord } from "../records.ts";
import { unpackJson } from "../stored-json.ts";
import { unpackText } from "../stored-text.ts";
import type { Queries } from "./queries.ts";

const TRIALS =
  "SELECT island, step, attempt, source, evaluation FROM trials JOIN programs ON programs.id = trials.program";

/** Programs that steps had scored before their candidate was made. */
export function createTrialReader({ get, all }: Queries): TrialReader {
  return {
    trial(island, step, attempt) {
      const row = get(`${TRIALS} WHERE island = ? AND step = ? AND attempt = ?`, island, step, attempt);
      return row ? readTrial(row) : null;
    },
    trials(island, step) {
      return all(`${TRIALS} WHERE island = ? AND step = ? ORDER BY attempt`, island, step).map(readTrial);
    },
    evaluatorCalls() {
      // a candidate that a trial scored counts once, as the trial
      const row = get(
        `SELECT (SELECT count(*) FROM details WHERE cached = 0 AND engine <> '${NOTHING_RAN}')
           + (SELECT count(*) FROM trials)
           - (SELECT count(DISTINCT island || ' ' || step) FROM trials JOIN candidates USING(island, step, program)) AS n`,
      );
      return Number(row?.n);
    },
  };
}

function readTrial(row: Row): TrialRecord {
  return {
    island: Number(row.island),
    step: Number(row.step),
    attempt: Number(row.attempt),
    source: unpackText(row.source),
    evaluation: unpackJson(row.evaluation) as unknown as Evaluation,
  };
}
