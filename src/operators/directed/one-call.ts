import { adviceOf } from "./advice.ts";
import { type Attempt, makeAttempt } from "./attempt.ts";
import { formatText, promptOf, type DirectedStep } from "./directed-step.ts";

/**
 * One call for one child: the model is shown what a planner would see, names its idea and writes it. What cannot
 * be used or fails goes back as often as `repairs` allows.
 */
export function oneCall(step: DirectedStep): Promise<Attempt> {
  return makeAttempt(step, promptOf(step, "child", { advice: adviceOf(step), format: formatText(step) }), 0);
}
