import type { ModelSettings } from "../config/index.ts";
import { given } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { type CheckReport, checkProblem } from "../run/index.ts";
import { listening } from "./listening.ts";
import { problemOf } from "./problem-of.ts";
import type { ListenSettings } from "./settings.ts";

/** Settings of a check. */
export interface CheckSettings extends ListenSettings {
  /** How often the seed is scored. @defaultValue 5 */
  readonly repeats?: number;
  /** The model that answers where programs are prompts. @defaultValue none */
  readonly model?: ModelSettings;
}

/**
 * Scores a problem's seed several times: time, noise, repeatability, and advice.
 *
 * @param problem - loaded or defined problem, or what `loadProblem` takes
 * @throws GalapagosError `problem/*`, `run/seed-failed`, `evaluate/*`
 */
export async function check(problem: Problem | string, settings: CheckSettings = {}): Promise<CheckReport> {
  const { onEvent, signal, unsafe, workers, repeats, model } = settings;
  const task = await problemOf(problem, "check");
  return listening(given({ onEvent, signal }), (heard) =>
    checkProblem(task, { ...given({ unsafe, workers, repeats, model }), ...heard }),
  );
}
