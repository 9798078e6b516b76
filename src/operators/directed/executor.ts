import { objectiveOf } from "../../core/index.ts";
import { bestKnownOf } from "../../problem/index.ts";
import { unmade } from "../services.ts";
import { isAlone } from "./choice.ts";
import type { Attempt, Made } from "./attempt.ts";
import { chat } from "./chat.ts";
import { type DirectedStep, isByAgent } from "./directed-step.ts";
import { oneCall } from "./one-call.ts";
import { plateauOf } from "./plateau.ts";
import { react } from "./react.ts";

/** The child of a step and how it came about. */
export interface Execution {
  readonly mode: "one-call" | "chat" | "react" | "agent";
  /** The child; `ran: false` in its verdict says that there is no usable one. */
  readonly child: Made;
  readonly attempts: readonly Attempt[];
  readonly notes: readonly string[];
}

/**
 * Writes a child by the configured mode. `fuse` chats, and works with tools near the goal (LoongFlow)
 * once a parent's children gain nothing: a loop of tools costs what many chats cost.
 */
export async function execute(step: DirectedStep, plan: string): Promise<Execution> {
  const { executor, calls } = step.config.directed;
  if (isByAgent(step)) {
    // loaded now: few runs have one
    const { byAgent } = await import("./by-agent.ts");
    const { attempts, notes } = await byAgent(step, plan);
    return { mode: "agent", attempts, notes, child: childOf(step, attempts) };
  }
  if (calls === "one") {
    const attempts = [await oneCall(step)];
    return { mode: "one-call", attempts, notes: [], child: childOf(step, attempts) };
  }
  const mode = executor === "fuse" ? (isNearGoal(step) && isStuck(step) ? "react" : "chat") : executor;
  if (mode === "react") {
    const { attempt, notes } = await react(step, plan);
    return { mode, attempts: [attempt], notes, child: childOf(step, [attempt]) };
  }
  const attempts = await chat(step, plan);
  return { mode, attempts, notes: [], child: childOf(step, attempts) };
}

/**
 * The best scored attempt; else the last that failed in the evaluator; else the parent's text with a verdict
 * that says why.
 */
function childOf({ problem, language, choice }: DirectedStep, attempts: readonly Attempt[]): Made {
  const { better } = objectiveOf(problem.definition.objective.direction);
  let best: Made | null = null;
  for (const { made } of attempts) {
    if (made === null) continue;
    const { evaluation } = made;
    const before: Made["evaluation"] | undefined = best?.evaluation;
    const isAhead =
      before === undefined ||
      (evaluation.status === "ok"
        ? before.status !== "ok" || better(evaluation.score, before.score)
        : before.status !== "ok");
    if (isAhead) best = made;
  }
  if (best !== null) return best;
  const { kind, message } = attempts.at(-1)?.failure ?? { kind: "no-edit", message: "no attempt was made" };
  return {
    source: choice.parent.source,
    fingerprint: language.fingerprint(choice.parent.source),
    evaluation: unmade(kind, message),
    reply: "",
    idea: attempts.find(({ idea }) => idea !== null)?.idea ?? null,
    vector: "",
  };
}

/** True when the parent has come most of the way from the seed to the goal, or no goal is known. */
function isNearGoal({ problem, config, choice, view, services }: DirectedStep): boolean {
  const goal = config.target ?? bestKnownOf(problem.definition);
  const seed = services.history.candidate(`i${view.island}-s0`)?.evaluation;
  const { score } = choice.parent;
  if (goal === null || seed?.status !== "ok" || goal === seed.score) return true;
  return (score - seed.score) / (goal - seed.score) >= config.directed.nearness;
}

/** True when the parent's latest children gained nothing. */
function isStuck({ problem, config, choice, services }: DirectedStep): boolean {
  const { stuck } = config.directed;
  if (stuck === 0) return true;
  if (isAlone(config)) return false;
  const { direction } = problem.definition.objective;
  return plateauOf(choice.parent, stuck, direction, services.history) !== null;
}
