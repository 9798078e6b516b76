import { candidateId, type Candidate, hasRun, idOf, printable } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import { isAlone } from "./choice.ts";
import { describeBestKnown } from "./describe.ts";
import { describeResult } from "./describe-relative.ts";
import { describeStartForReview } from "./describe-start.ts";
import { latestSteps } from "./latest-steps.ts";
import type { DirectedStep, Reflection } from "./directed-step.ts";

/** Most recommendations that are kept, and their longest, characters. */
const MOST = 5;
const LENGTH = 300;
/** Results that a reflection is shown at most. */
const RESULTS = 24;
/** Reflections that are looked for before a step goes without one. */
const LOOK_BACK = 4;
const NONE: Reflection = { recommendations: [], madeAt: null };

/** A step before its prompts are filled. */
type BegunStep = Omit<DirectedStep, "facts" | "reflection">;

/** Looks back where it is this step's turn; else takes what an earlier step recommends, as far as it is known. */
export async function reflect(step: BegunStep): Promise<Reflection> {
  const { config, view } = step;
  const { reflection: every, calls } = config.directed;
  if (every === 0 || calls !== "one" || isAlone(config)) return NONE;
  const before = latest(step, every);
  const results = view.step % every === 0 ? resultsOf(step) : [];
  if (results.length === 0) return before;
  const recommendations = await ask(step, results, before.recommendations);
  return recommendations.length === 0 ? before : { recommendations, madeAt: idOf(view) };
}

/** The latest recommendations that the step may know of. */
function latest({ view, services }: BegunStep, every: number): Reflection {
  const last = Math.floor((view.step - 1) / every);
  for (let turn = last; turn > Math.max(0, last - LOOK_BACK); turn--) {
    const madeAt = candidateId(view.island, turn * every);
    const { recommendations = [] } = services.history.candidate(madeAt)?.story ?? {};
    if (recommendations.length > 0) return { recommendations, madeAt };
  }
  return NONE;
}

/** The island's latest results that the step may know of, oldest first. */
function resultsOf({ view, services, config }: BegunStep): readonly Candidate[] {
  const first = Math.max(1, view.step - config.directed.reflection - config.inFlight);
  const results: Candidate[] = [];
  for (let step = first; step < view.step; step++) {
    const candidate = services.history.candidate(candidateId(view.island, step));
    if (candidate !== null && (hasRun(candidate.evaluation) || candidate.story !== undefined))
      results.push(candidate);
  }
  return results.slice(-RESULTS);
}

async function ask(
  step: BegunStep,
  results: readonly Candidate[],
  before: readonly string[],
): Promise<readonly string[]> {
  const { library, problem, services, calls } = step;
  const { direction, name } = problem.definition.objective;
  const known = [...latestSteps(step)];
  const lines = results.map((candidate) => {
    const [parent] = candidate.parents;
    const from = parent === undefined ? null : (services.history.candidate(parent)?.evaluation ?? null);
    return describeResult(candidate, from, problem, known);
  });
  const messages = library.messages("reflect", "default", {
    task: `${problem.definition.title}\n\n${problem.definition.description}${describeStartForReview(problem.definition)}`,
    "best-known": describeBestKnown(problem),
    objective: `Objective: ${direction} the ${name}.`,
    results: lines.join("\n"),
    recommendations: recommendationText(before),
  });
  const reply = await calls.ask(messages, "reflect", 0);
  return reply.status === "ok" ? readRecommendations(reply.text) : [];
}

/** Recommendations as a list of a prompt. */
export function recommendationText(recommendations: readonly string[]): string {
  return recommendations.map((line) => `- ${oneLine(line, LENGTH)}`).join("\n");
}

/** The list in an answer: lines with a dash, a star or a number; without any, nothing. */
export function readRecommendations(text: string): readonly string[] {
  return printable(text, "")
    .split("\n")
    .flatMap((line) => /^\s*(?:[-*•]|\d+[.)])\s+(.+)$/.exec(line)?.[1] ?? [])
    .map((line) => oneLine(line, LENGTH))
    .filter((line) => line !== "")
    .slice(0, MOST);
}
