import { printable } from "../../core/index.ts";
import { assistantTurn, type Message, type Reply } from "../../llm/index.ts";
import { isAlone } from "./choice.ts";
import { adviceOf } from "./advice.ts";
import { promptOf, type DirectedStep } from "./directed-step.ts";
import { answerPlanTool, planTools } from "./plan-tools.ts";

/** A plan, or why the step goes on without one. */
export interface Plan {
  /** Empty when there is none. */
  readonly text: string;
  /** Empty when there is one. */
  readonly failure: string;
}

/** Longest plan that is used, characters. */
const PLAN_LENGTH = 8000;
/** Words to a planner that has tools. */
const TOOLS = "Use your tools only for what could change your plan; then answer.";
/** Most tool calls that are answered in one turn. */
const CALLS_PER_TURN = 4;

/**
 * Has the model plan the step: it may look around in the run's history for some turns, then it must answer.
 */
export async function makePlan(step: DirectedStep): Promise<Plan> {
  const { config, calls } = step;
  // best of N: there is nothing that it may ask for
  const turns = isAlone(config) ? 0 : config.directed.planTools;
  const tools = turns > 0 ? planTools(step) : [];
  const messages: Message[] = promptOf(step, "plan", {
    parent: step.facts.planner.parent,
    advice: adviceOf(step),
    tools: tools.length > 0 ? TOOLS : "",
  });
  for (let turn = 0; ; turn++) {
    const reply = await calls.ask(messages, "plan", turn, tools, turn < turns);
    if (reply.status === "failed") return { text: "", failure: reply.kind };
    if (reply.toolCalls.length === 0 || turn >= turns) return planOf(reply);
    messages.push(assistantTurn(reply));
    for (const [at, call] of reply.toolCalls.entries()) {
      const text =
        at < CALLS_PER_TURN
          ? answerPlanTool(call, step)
          : "Not answered: too many calls at once. Ask again if you need it.";
      messages.push({ role: "tool", toolCallId: call.id, text });
    }
  }
}

function planOf({ text, refusal, finishReason }: Reply): Plan {
  const plan = printable(text, "").trim();
  if (plan !== "") return { text: plan.slice(0, PLAN_LENGTH), failure: "" };
  if (refusal !== null) return { text: "", failure: "refusal" };
  return { text: "", failure: finishReason === "length" ? "truncated" : "empty" };
}

/**
 * The gist of a plan in a line: what it says it chose, else its first words. For the notes that later prompts
 * and people see.
 */
export function gistOf(plan: string): string {
  const lines = plan
    .split("\n")
    .map((line) => line.replace(/[*#>`]/g, "").trim())
    .filter((line) => line !== "");
  const chosen = lines.findIndex((line) =>
    /^(?:\d+[.)]\s*)?(?:chosen|choice|choose|i choose|decision)\b/i.test(line),
  );
  const [here = "", next = ""] = chosen < 0 ? lines : lines.slice(chosen);
  const text = here.replace(/^(?:\d+[.)]\s*)?(?:chosen|choice|decision)\b\s*:?\s*/i, "");
  return (text === "" ? next : text).trim().slice(0, 300);
}
