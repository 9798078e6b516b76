import { type CandidateId, candidateId, idOf, parseCandidateId } from "../../core/index.ts";
import { type Lesson, renderAdvice } from "../../memory/index.ts";
import type { ToolCall, ToolDefinition } from "../../llm/index.ts";
import { describeFindings, describeOther } from "./describe.ts";
import { describeRelative } from "./describe-relative.ts";
import type { DirectedStep } from "./directed-step.ts";
import { fencedData } from "../../llm/index.ts";

/** The tools of a step's planner. */
export function planTools({ recall }: DirectedStep): readonly ToolDefinition[] {
  return recall.view === null ? HISTORY_TOOLS : [...HISTORY_TOOLS, LESSONS];
}

/** Longest answer, characters. */
const ANSWER_LENGTH = 12_000;
const SHOWN = 16;

/**
 * Answers a tool call from what the step may know; a call that makes no sense gets an answer that says so.
 */
export function answerPlanTool(call: ToolCall, step: DirectedStep): string {
  return answer(call, step).slice(0, ANSWER_LENGTH);
}

function answer({ name, arguments: text }: ToolCall, step: DirectedStep): string {
  if (name === "lessons" && step.recall.view !== null) {
    return lessonText(step.recall.search(textArgument(text, "about") ?? ""));
  }
  const { history } = step.services;
  const { direction } = step.problem.definition.objective;
  const id = idIn(text);
  const candidate = id === null ? null : history.candidate(id);
  if (id === null || candidate === null) {
    return `There is no program of that id that this step may know. The parent is ${idOf(step.choice.parent)}.`;
  }
  switch (name) {
    case "show_program": {
      const plan = candidate.story?.plan ?? "";
      return [
        describeRelative(candidate, null, step.problem),
        describeFindings(candidate.evaluation, step.problem),
        plan === "" ? "" : fencedData("its plan", plan.slice(0, 3000)),
        describeOther(candidate, direction),
        lessonsAbout(id, step),
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    }
    case "ancestors":
      return listed(history.ancestors(id, SHOWN).map((one) => describeRelative(one, null, step.problem)));
    case "children": {
      return listed(
        history.children(id, SHOWN).map((one) => describeRelative(one, candidate.evaluation, step.problem)),
      );
    }
    default:
      return `There is no tool ${JSON.stringify(name.slice(0, 60))}.`;
  }
}

function lessonsAbout(id: CandidateId, { recall }: DirectedStep): string {
  const lessons = recall.about(id);
  return lessons.length === 0 ? "" : `Lessons that it bears on.\n${lessonText(lessons)}`;
}

function lessonText(lessons: readonly Lesson[]): string {
  return lessons.length === 0 ? "No lesson is about that." : renderAdvice(lessons);
}

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? "None." : lines.join("\n");
}

function idIn(text: string): CandidateId | null {
  const at = parseCandidateId(textArgument(text, "id")?.trim() ?? "");
  return at === null ? null : candidateId(at.island, at.step);
}

function textArgument(json: string, name: string): string | null {
  try {
    const value = (JSON.parse(json) as { readonly [name: string]: unknown } | null)?.[name];
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

const ID = {
  type: "object",
  properties: { id: { type: "string", description: "Id of a program, for example i0-s41." } },
  required: ["id"],
  additionalProperties: false,
} as const;

/** Tools of a planner over the run's history. */
const HISTORY_TOOLS: readonly ToolDefinition[] = [
  {
    name: "show_program",
    description: "A program in full, with its plan, verdict and lesson.",
    parameters: ID,
  },
  { name: "ancestors", description: "How a program came about, nearest ancestor first.", parameters: ID },
  {
    name: "children",
    description: "What was tried on a program, failures included, and what came of it.",
    parameters: ID,
  },
];

const LESSONS: ToolDefinition = {
  name: "lessons",
  description: "Lessons of earlier steps about a method or a failure, failed steps included.",
  parameters: {
    type: "object",
    properties: {
      about: { type: "string", description: "A few words: a method, an error, a part of the program." },
    },
    required: ["about"],
    additionalProperties: false,
  },
};
