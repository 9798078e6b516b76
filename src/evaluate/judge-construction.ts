import { given, type Json, type Proof } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { scorerEnvironment } from "./scorer-environment.ts";
import { loadScorer } from "./local/worker/load-scorer.ts";
import { prove } from "./local/worker/prove.ts";
import { judgeOutputs } from "./local/worker/scorer.ts";

/** A problem's verdict on a construction that no program made. */
export interface ConstructionVerdict {
  /** Score in floating point; `null` where the scorer has none. */
  readonly score: number | null;
  /** Why there is no score; empty where there is one. */
  readonly message: string;
  readonly metrics: { readonly [name: string]: number };
  /** The rigorous verdict; absent where the problem has no verifier. */
  readonly proof?: Proof;
}

/**
 * Judges a construction in this process: nothing runs but the problem's own scorer and verifier.
 *
 * @param outputs - one for each input of the problem
 * @throws GalapagosError `evaluate/scorer` when the scorer cannot be used
 */
export async function judgeConstruction(
  problem: Problem,
  outputs: readonly Json[],
): Promise<ConstructionVerdict> {
  const { inputs } = problem.definition;
  const { call, printed, close } = await loadScorer(problem, scorerEnvironment(problem, process.env));
  try {
    const scorer = { call, simulate: null, folder: problem.folder, keep: printed.keep };
    const judgement = await judgeOutputs(scorer, outputs, { inputs, seed: 0 });
    const answered = inputs.map((input, index) => ({ input, output: outputs[index] ?? null }));
    const proof = (await prove(problem, answered)) ?? undefined;
    const scored = judgement.status === "ok";
    return {
      score: scored ? judgement.score : null,
      message: scored ? "" : judgement.message,
      metrics: scored ? judgement.metrics : {},
      ...given({ proof }),
    };
  } finally {
    close();
  }
}
