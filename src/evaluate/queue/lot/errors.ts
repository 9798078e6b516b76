import { EXIT, GalapagosError } from "../../../core/index.ts";
import type { Job } from "../../job.ts";
import type { Lot } from "../wire/protocol.ts";

/** The error of whoever asks a closed backend. */
export function closed(): GalapagosError {
  return new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: EXIT.bug });
}

/** The error of a job that belongs to another problem. */
export function otherProblem(lot: Lot, job: Job): GalapagosError {
  return new GalapagosError(
    `expected a job of problem version ${lot.problem}, got one of version ${job.problem}`,
    { code: "evaluate/problem", exitCode: EXIT.bug },
  );
}

/** The error of evaluations that a stopping run does not wait for; the queue keeps what comes of them. */
export function abandoned(): GalapagosError {
  return new GalapagosError("stopped while evaluations waited for the queue", {
    code: "evaluate/abandoned",
    exitCode: EXIT.interrupted,
    hint: "see who serves: galapagos queue status <the queue's address>",
  });
}
