import { candidateId, parseCandidateId } from "../../core/index.ts";
import type { ToolCall, ToolDefinition } from "../../llm/index.ts";
import { describeFindings, describeOther, describeRelative, showNumber, textAt } from "./describe.ts";
import type { StepKit } from "./kit.ts";
import { fencedData } from "../../llm/index.ts";

const ID = {
  type: "object",
  properties: { id: { type: "string", description: "Id of a program, for example i0-s41." } },
  required: ["id"],
  additionalProperties: false,
} as const;

const NOTHING = { type: "object", properties: {}, additionalProperties: false } as const;

/** What a planner may ask of the run's history. */
export const PLAN_TOOLS: readonly ToolDefinition[] = [
  {
    name: "status",
    description: "How the search stands: scores of this island's best programs and of other islands' bests.",
    parameters: NOTHING,
  },
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

/** Longest answer, characters. */
const ANSWER_LENGTH = 12_000;
const SHOWN = 16;

/** Answers a tool call from what the step may know; a call that makes no sense gets an answer that says so. */
export function answerPlanTool(call: ToolCall, kit: StepKit): string {
  return answer(call, kit).slice(0, ANSWER_LENGTH);
}

function answer({ name, arguments: text }: ToolCall, kit: StepKit): string {
  if (name === "status") return status(kit);
  const { history } = kit.context.desk;
  const { direction } = kit.problem.definition.objective;
  const id = idOf(text);
  const candidate = id === null ? null : history.candidate(id);
  if (id === null || candidate === null) {
    return `There is no program of that id that this step may know. The parent is ${kit.choice.parent.id}.`;
  }
  switch (name) {
    case "show_program": {
      const plan = textAt(candidate.story, "plan");
      return [
        describeRelative(candidate, null, direction),
        describeFindings(candidate.evaluation),
        plan === "" ? "" : fencedData("its plan", plan.slice(0, 3000)),
        describeOther(candidate, direction),
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    }
    case "ancestors":
      return listed(history.ancestors(id, SHOWN).map((one) => describeRelative(one, null, direction)));
    case "children": {
      const from = candidate.evaluation.status === "ok" ? candidate.evaluation.score : null;
      return listed(history.children(id, SHOWN).map((one) => describeRelative(one, from, direction)));
    }
    default:
      return `There is no tool ${JSON.stringify(name.slice(0, 60))}.`;
  }
}

function status({ context, problem }: StepKit): string {
  const { direction } = problem.definition.objective;
  const own = context.elites(8).map(({ id, score }) => `- ${id} scores ${showNumber(score)}`);
  const others = context.desk.history.islandBests().map((best) => describeRelative(best, null, direction));
  return [
    `This is island ${context.island}, step ${context.step}. Its best programs:\n${listed(own)}`,
    `Other islands' bests as of the last exchange:\n${listed(others)}`,
  ].join("\n\n");
}

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? "None." : lines.join("\n");
}

function idOf(text: string) {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    const at = typeof id === "string" ? parseCandidateId(id.trim()) : null;
    return at === null ? null : candidateId(at.island, at.step);
  } catch {
    return null;
  }
}
