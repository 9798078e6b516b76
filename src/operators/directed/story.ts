import {
  given,
  idOf,
  objectiveOf,
  printable,
  type Story,
  type StoryLesson,
  type StoryTry,
} from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import { changeText } from "./change-text.ts";
import { type Idea, ideaText } from "./idea.ts";
import type { ModelCalls } from "./model-calls.ts";
import type { Attempt } from "./attempt.ts";
import type { Execution } from "./executor.ts";
import type { DirectedStep } from "./directed-step.ts";
import { gistOf, type Plan } from "./planner.ts";
import type { RecallAccount } from "./step-recall.ts";

/** The story of a step until its verdict is known. */
export function tellStory(
  step: DirectedStep,
  plan: Plan | null,
  { mode, child, attempts, notes }: Execution,
): Story {
  const { choice, calls } = step;
  const { model } = choice;
  const { name: operator } = choice.operator;
  return given({
    operator,
    unmated: choice.unmated ?? undefined,
    mode,
    model,
    temperature: choice.temperature,
    variant: choice.variant ?? undefined,
    ...(plan && planStory(plan)),
    gist: gistOfStep(plan, child.idea, notes) || undefined,
    recommendations: step.reflection.madeAt === idOf(step.view) ? step.reflection.recommendations : undefined,
    ...recallStory(step.recall.account),
    edit: printable(child.reply, "").slice(0, EDIT_LENGTH),
    embedding: child.vector === "" ? undefined : child.vector,
    attempts: attempts.flatMap(({ turns }) => turns),
    tries: attempts.length < 2 ? undefined : triesOf(step, attempts),
    notes: notes.length === 0 ? undefined : notes,
    calls: calls.made,
    credit: { operator, model, from: choice.parent.score, cost: calls.cost },
  });
}

function planStory({ text, failure }: Plan): Pick<Story, "plan" | "planFailure"> {
  return text === "" ? { planFailure: failure } : { plan: text };
}

/**
 * What the child is in a line: the name that its own reply gives it; else the plan's choice, which it may not have
 * kept to; else the reply's words or the last remark.
 */
function gistOfStep(plan: Plan | null, idea: Idea | null, notes: readonly string[]): string {
  if (idea !== null && idea.name !== "") return ideaText(idea);
  if (plan !== null && plan.text !== "") return gistOf(plan.text);
  return ideaText(idea) || (notes.at(-1) ?? "");
}

function recallStory(account: RecallAccount | null): Pick<Story, "arm" | "recalled" | "withheld" | "asked"> {
  if (account === null) return {};
  const { arm, recalled, withheld, asked } = account;
  return {
    arm,
    ...(recalled.length > 0 && { recalled }),
    ...(withheld.length > 0 && { withheld }),
    ...(asked.length > 0 && { asked }),
  };
}

/** The attempts of a step with their outcomes, for contrasting them. */
function triesOf({ choice, problem }: DirectedStep, attempts: readonly Attempt[]): readonly StoryTry[] {
  const objective = objectiveOf(problem.definition.objective.direction);
  return attempts.map(({ made, failure, idea: one }) => {
    if (made === null) {
      const { kind, message } = failure ?? { kind: "no-edit", message: "" };
      return {
        note: ideaText(one) || "no usable program",
        outcome: "failed",
        kind,
        message: oneLine(message, 300),
      };
    }
    const { evaluation, source, idea } = made;
    const outcome = objective.outcome(evaluation, choice.parent.score);
    const failed = evaluation.status === "ok" ? {} : { kind: evaluation.kind, message: evaluation.message };
    const note = ideaText(idea) || oneLine(changeText(choice.parent.source, source, 200), 200);
    return { note, outcome, ...failed };
  });
}

/** The story with its lesson, and what that cost. */
export function withLesson(story: Story, lesson: StoryLesson | null, calls: ModelCalls): Story {
  const { credit } = story;
  return {
    ...story,
    ...(lesson !== null && { lesson }),
    calls: [...(story.calls ?? []), ...calls.made],
    ...(credit !== undefined && { credit: { ...credit, cost: credit.cost + calls.cost } }),
  };
}

/** Remarks of the model on its way, for the explanation of the outcome. */
export function gistText({ gist = "", notes = [] }: Story): string {
  return [
    gist === "" ? "" : `What its writer says it does: “${gist}”`,
    ...notes.map((note) => `Noted on the way: “${note}”`),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

/** Longest reply that a story repeats, characters; the whole one is in the journal. */
const EDIT_LENGTH = 6000;
