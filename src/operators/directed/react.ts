import { objectiveOf, type StoryTurn } from "../../core/index.ts";
import { assistantTurn, assistantWords, type Message, oneLine } from "../../llm/index.ts";
import { adviceOf, planText } from "./advice.ts";
import type { Attempt, Made } from "./attempt.ts";
import { isPlanned, promptOf, type DirectedStep } from "./directed-step.ts";
import { REACT_TOOLS } from "./react-tools.ts";
import { Workbench } from "./workbench.ts";

/** Outcome of a tool loop. */
export interface ReactResult {
  readonly attempt: Attempt;
  /** Remarks of the model on its way and at the end; data. */
  readonly notes: readonly string[];
}

/**
 * React mode: the model works on a program with tools (edit, write, evaluate, read, note, finish) until it
 * finishes or its steps are used up. The best program that it had scored is the child.
 */
export async function react(step: DirectedStep, plan: string): Promise<ReactResult> {
  const { calls, config } = step;
  const bench = new Workbench(step);
  const turns: StoryTurn[] = [];
  const messages: Message[] = promptOf(step, "react", {
    plan: planText(plan),
    steps: String(config.directed.reactSteps),
    advice: isPlanned(step) ? "" : adviceOf(step),
  });
  let failure: Attempt["failure"] = null;
  for (let turn = 0; turn < config.directed.reactSteps && !bench.isFinished; turn++) {
    const reply = await calls.ask(messages, "react", turn, REACT_TOOLS);
    const note = (outcome: string, message: string): void => {
      turns.push({ purpose: "react", attempt: turn, outcome, message: oneLine(message, 300) });
    };
    if (reply.status === "failed") {
      note(reply.kind, reply.message);
      failure = { kind: reply.kind, message: reply.message, source: null };
      break;
    }
    if (reply.toolCalls.length === 0) {
      note("no-tool", reply.text);
      messages.push(assistantWords(reply), {
        role: "user",
        text: "Answer with a tool call: `edit` or `write` to change the program, `evaluate` to score it, `finish` when you are done.",
      });
      continue;
    }
    messages.push(assistantTurn(reply));
    const left = config.directed.reactSteps - turn - 1;
    for (const [at, call] of reply.toolCalls.entries()) {
      const text = at < CALLS_PER_TURN ? await bench.use(call) : "Not done: too many calls at once.";
      note(call.name.slice(0, 40), text);
      const isLast = at === reply.toolCalls.length - 1;
      messages.push({ role: "tool", toolCallId: call.id, text: isLast ? text + hurry(left) : text });
    }
  }
  await bench.evaluate();
  return { attempt: asAttempt(bench, step, turns, failure), notes: bench.notes };
}

function asAttempt(
  bench: Workbench,
  step: DirectedStep,
  turns: readonly StoryTurn[],
  failure: Attempt["failure"],
): Attempt {
  const { better } = objectiveOf(step.problem.definition.objective.direction);
  const best = bench.scored.reduce<Made | null>((top, made) => {
    if (top === null) return made;
    if (made.evaluation.status !== "ok") return top;
    const isAhead = top.evaluation.status !== "ok" || better(made.evaluation.score, top.evaluation.score);
    return isAhead ? made : top;
  }, null);
  const why = failure ??
    bench.failure ?? { kind: "no-edit", message: "the model changed nothing", source: null };
  return { number: 0, made: best, failure: best === null ? why : null, turns, idea: null };
}

/** Near the end the model must know how many answers it still has. */
function hurry(left: number): string {
  if (left > 2) return "";
  return `\n\n${left === 1 ? "One answer is left" : `${left} answers are left`}: evaluate what is not scored yet, and finish.`;
}

/** Most tool calls that are answered in one turn. */
const CALLS_PER_TURN = 4;
