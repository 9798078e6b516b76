import type { ModelSettings } from "../config/index.ts";
import { given } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { evaluateProgram, type Verdict } from "../run/index.ts";
import { listening } from "./listening.ts";
import { problemOf } from "./problem-of.ts";
import type { ListenSettings } from "./settings.ts";

/** Settings of one evaluation. */
export interface EvaluateSettings extends ListenSettings {
  /** Seed of the program's own randomness. @defaultValue "1" */
  readonly seed?: string;
  /** The model that answers where programs are prompts. @defaultValue none */
  readonly model?: ModelSettings;
}

/**
 * Scores one program in the sandbox of its problem; whatever becomes of it is a verdict (`galapagos eval`).
 *
 * @param problem - loaded or defined problem, or what `loadProblem` takes
 * @throws GalapagosError `problem/*`, `evaluate/*`
 */
export async function evaluate(
  problem: Problem | string,
  source: string,
  settings: EvaluateSettings = {},
): Promise<Verdict> {
  const { onEvent, signal, unsafe, workers, seed, model } = settings;
  const task = await problemOf(problem, "evaluate");
  return listening(given({ onEvent, signal }), (heard) =>
    evaluateProgram(task, source, { ...given({ unsafe, workers, seed, model }), ...heard }),
  );
}
