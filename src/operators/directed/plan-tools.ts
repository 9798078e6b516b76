import {
  type Candidate,
  type CandidateId,
  candidateId,
  idOf,
  parseCandidateId,
  wholeLines,
} from "../../core/index.ts";
import { renderAdvice } from "../../memory/index.ts";
import { estimateTokens, fencedData, type ToolCall, type ToolDefinition } from "../../llm/index.ts";
import { planInBrief } from "./advice.ts";
import { describeFindings, describeOther } from "./describe.ts";
import { describeRelative } from "./describe-relative.ts";
import type { DirectedStep } from "./directed-step.ts";
import { latestSteps } from "./latest-steps.ts";
import { partOf } from "./outline.ts";
import { shapeText } from "./program-view.ts";
import type { FoundLessons } from "./step-recall.ts";

/** The tools of a step's planner: those that have something to tell, for one that never answers only costs a turn. */
export function planTools(step: DirectedStep): readonly ToolDefinition[] {
  // an island that begins has one program, and its planner sees it
  const hasHistory = [...latestSteps(step)].some(({ step: at }) => at > 0);
  return [...(hasHistory ? HISTORY_TOOLS : []), ...(step.recall.canTell ? [LESSONS] : [])];
}

/** Longest answer, characters. */
const ANSWER_LENGTH = 12_000;
const SHOWN = 16;

/**
 * Answers a tool call from what the step may know; a call that makes no sense gets an answer that says so.
 */
export function answerPlanTool(call: ToolCall, step: DirectedStep): string {
  const text = answer(call, step);
  return text.length <= ANSWER_LENGTH ? text : `${wholeLines(text, ANSWER_LENGTH)}\n… cut here`;
}

function answer({ name, arguments: text }: ToolCall, step: DirectedStep): string {
  if (name === "lessons" && step.recall.view !== null) {
    return lessonText(step.recall.search(textArgument(text, "about") ?? "")) || "No lesson is about that.";
  }
  const { history } = step.services;
  const id = idIn(text);
  const candidate = id === null ? null : history.candidate(id);
  if (id === null || candidate === null) {
    return `There is no program of that id that this step may know. The parent is ${idOf(step.choice.parent)}.`;
  }
  switch (name) {
    case "show_program":
      return showProgram(candidate, textArgument(text, "part") ?? "", step);
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

function showProgram(candidate: Candidate, words: string, step: DirectedStep): string {
  const { problem } = step;
  const { source, story, evaluation } = candidate;
  const id = idOf(candidate);
  if (words.trim() !== "") {
    const part = partOf(source, words);
    return part === null ? `${id} has no line with these words.` : fencedData(`part of ${id}`, part);
  }
  const { direction } = problem.definition.objective;
  const isShort = estimateTokens(source) <= SHOWN_WHOLE;
  const plan = story?.plan ?? "";
  return [
    describeRelative(candidate, null, problem),
    describeFindings(evaluation, problem),
    plan === "" ? "" : fencedData("its plan", planInBrief(plan, 3000)),
    isShort
      ? describeOther(candidate, direction)
      : describeOther(candidate, direction, shapeText(candidate, { tokens: SHOWN_WHOLE, rest: REST })),
    lessonsAbout(id, step),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Longest program that is shown whole, and longest shape of a longer one, estimated tokens. */
const SHOWN_WHOLE = 2000;
const REST = "; ask with `part` for them";

function lessonsAbout(id: CandidateId, { recall }: DirectedStep): string {
  const text = lessonText(recall.about(id));
  return text === "" ? "" : `Lessons that it bears on.\n${text}`;
}

function lessonText({ lessons, before }: FoundLessons): string {
  const again =
    before.length === 0 ? "" : `You were told before: ${before.map((id) => `[${id}]`).join(", ")}.`;
  return [renderAdvice(lessons), again].filter((text) => text !== "").join("\n");
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

const NAME = { id: { type: "string", description: "Id of a program, for example i0-s41." } } as const;
const ID = { type: "object", properties: NAME, required: ["id"], additionalProperties: false } as const;

/** Tools of a planner over the run's history. */
const HISTORY_TOOLS: readonly ToolDefinition[] = [
  {
    name: "show_program",
    description:
      "A program with its plan, verdict and lesson (a long one by its shape); or one part of it in full.",
    parameters: {
      ...ID,
      properties: {
        ...NAME,
        part: {
          type: "string",
          description: "Words of the part's first line, for example `function relax`.",
        },
      },
    },
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
