import type { RunConfig } from "../../config/index.ts";
import { EXIT, GalapagosError } from "../../core/index.ts";
import { answererOf } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";

/**
 * Makes sure that there is a model for prompts, and none that would answer nothing.
 *
 * @throws GalapagosError `llm/answer`
 */
export function checkAnswerer(problem: Problem, config: RunConfig): void {
  if (problem.definition.prompt) requireAnswerer(problem, config);
  else if (config.roles.answer !== null) throw answersNothing(problem);
}

function answersNothing({ definition }: Problem): GalapagosError {
  return new GalapagosError(
    `A model is named that answers prompts, and programs of ${definition.name} are none.`,
    { code: "llm/answer", hint: "leave --model-answer out" },
  );
}

/**
 * The model that answers the prompts of a problem.
 *
 * @throws GalapagosError `llm/answer` where none is named
 */
export function requireAnswerer({ definition }: Problem, config: RunConfig): string {
  const model = answererOf(config);
  if (model !== null) return model;
  throw new GalapagosError(
    `programs of ${definition.name} are prompts, and no model is named that answers them`,
    {
      code: "llm/answer",
      exitCode: EXIT.usage,
      hint: "add --model <name>, or --model stand-in to try it without one (docs/models.md)",
    },
  );
}
