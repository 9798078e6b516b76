import type { RunConfig } from "../../config/index.ts";
import { type Evaluation, objectiveOf } from "../../core/index.ts";
import type { Message, PromptLibrary, PromptName } from "../../llm/index.ts";
import type { Language } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { ProposeContext } from "../operator.ts";
import type { Asker } from "./asker.ts";
import type { StepChoice } from "./choice.ts";
import type { Material } from "./material.ts";
import type { StepRecall } from "./step-recall.ts";

/** What all parts of one step work with. */
export interface StepKit {
  readonly problem: Problem;
  readonly language: Language;
  readonly config: RunConfig;
  readonly library: PromptLibrary;
  readonly context: ProposeContext;
  readonly choice: StepChoice;
  readonly material: Material;
  readonly recall: StepRecall;
  readonly asker: Asker;
}

/** The messages of a prompt, filled; its variant is the wanted one or drawn from the step's own stream. */
export function promptOf(
  { library, choice, context, material }: StepKit,
  name: PromptName,
  values: { readonly [gap: string]: string },
): Message[] {
  // a variant that asks for another method would contradict what polishing is about
  const wanted = choice.variant ?? (choice.operator === "refine" ? "default" : null);
  const variant = library.chooseVariant(name, wanted, context.random(`prompt-${name}`));
  // a plan was made with the lessons in view: who carries it out need not pay for them again
  const told = values.plan ? { lessons: "" } : {};
  return library.messages(name, variant, { ...material.values, ...told, ...values });
}

/** The text that tells how to write a change down. */
export function formatText({ library, config }: StepKit): string {
  return library.text(`format-${config.directed.format}`, {});
}

/** True when a verdict is better than the parent's score. */
export function beatsParent({ choice, problem }: StepKit, evaluation: Evaluation): boolean {
  const { outcome } = objectiveOf(problem.definition.objective.direction);
  return outcome(evaluation, choice.parent.score) === "improved";
}
