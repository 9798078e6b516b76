import type { Evaluation } from "../../../core/index.ts";
import { failedEvaluation, failure } from "../../failures.ts";
import type { BackendFacts } from "../../job.ts";

/** Failed parcels, each after several silent workers, after which a program is guilty. */
export const MOST_STRIKES = 3;

/** The verdict on a program that silenced all workers that had it. */
export function silenced({ level, engine }: BackendFacts): Evaluation {
  const said = `the workers that had this program fell silent, ${MOST_STRIKES} times over`;
  return failedEvaluation(failure("error", "killed", said), { durationMs: 0, level, engine });
}
