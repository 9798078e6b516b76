import type { RunConfig } from "../../config/index.ts";
import {
  type Candidate,
  type CandidateId,
  type Evaluation,
  objectiveOf,
  type Outcome,
} from "../../core/index.ts";
import type { Message, PromptLibrary, PromptName } from "../../llm/index.ts";
import type { Language } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { Agents } from "../agent/agents.ts";
import type { IslandView } from "../operator.ts";
import type { StepServices } from "../services.ts";
import type { ModelCalls } from "./model-calls.ts";
import { isAlone, type StepChoice } from "./choice.ts";
import { editableOf } from "./describe-task.ts";
import { plateauOf } from "./plateau.ts";
import type { StepRecall } from "./step-recall.ts";

/** One directed step under way: what every part of it works with. */
export interface DirectedStep {
  readonly problem: Problem;
  readonly language: Language;
  readonly config: RunConfig;
  readonly library: PromptLibrary;
  readonly view: IslandView;
  readonly services: StepServices;
  readonly choice: StepChoice;
  readonly facts: PromptFacts;
  readonly recall: StepRecall;
  readonly reflection: Reflection;
  readonly calls: ModelCalls;
  /** The run's coding agent. */
  readonly agents: Agents;
  /** The model that an agent thinks with, and most tokens of its replies. */
  readonly thinks: { readonly id: string; readonly mostTokens: number };
  /** Aborted when the run stops. */
  readonly signal: AbortSignal;
}

/**
 * The recommendations that a step goes by: one call for each stretch of an island's steps turns their results into a few lines (a
 * scratchpad, as ShinkaEvolve has it).
 */
export interface Reflection {
  readonly recommendations: readonly string[];
  /** The step that asked for them, this one or an earlier one; `null` without any. */
  readonly madeAt: CandidateId | null;
}

/** Facts that a step's prompts are filled with. */
export interface PromptFacts {
  /** Values of the gaps that every prompt of the step may have. */
  readonly values: { readonly [name: string]: string };
  /** The program to change and its mate for who plans the step: long ones by their shape. */
  readonly planner: { readonly parent: string; readonly mate: string };
  /** Record of the parent; `null` when only its text is known. */
  readonly parent: Candidate | null;
}

/**
 * The messages of a prompt, filled; its variant is the wanted one or drawn from the step's own stream. The one that supposes the parent's
 * method at its limit is drawn where that may be so: where the parent's latest children gained nothing.
 */
export function promptOf(
  { library, choice, view, facts, problem, config, services }: DirectedStep,
  name: PromptName,
  values: { readonly [gap: string]: string },
): Message[] {
  const { direction } = problem.definition.objective;
  const isStill = !isAlone(config) && plateauOf(choice.parent, STILL, direction, services.history) !== null;
  const variant = library.chooseVariant(
    name,
    choice.variant ?? choice.operator.variant,
    view.random(`prompt-${name}`),
    isStill ? null : "bold",
  );
  // a plan was made with the lessons in view: who carries it out need not pay for them again
  const told = values.plan ? { lessons: "" } : {};
  return library.messages(name, variant, { ...facts.values, ...told, ...values });
}

/** Children without a gain after which a method may be at its limit. */
const STILL = 2;

/** True where a call of its own plans the step. Where agents make all children, they plan for themselves. */
export function isPlanned({ config }: Pick<DirectedStep, "config">): boolean {
  const { calls, planner, executor } = config.directed;
  return calls === "plan" && planner && executor !== "agent";
}

/** True where a coding agent writes the child. */
export function isByAgent({ config, choice }: Pick<DirectedStep, "config" | "choice">): boolean {
  const { calls, executor } = config.directed;
  return choice.operator.name === "agent" || (calls === "plan" && executor === "agent");
}

/** The text that tells how to write a change down. */
export function formatText({ library, config, choice }: DirectedStep): string {
  const frozen = editableOf(choice.parent.source) === null ? "" : "some lines";
  return library.text(`format-${config.directed.format}`, { frozen });
}

/** Outcome of a verdict against the parent's score. */
export function outcomeOf({ choice, problem }: DirectedStep, evaluation: Evaluation): Outcome {
  return objectiveOf(problem.definition.objective.direction).outcome(evaluation, choice.parent.score);
}
