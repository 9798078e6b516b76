import { type Candidate, candidateId, type CandidateId, idOf, objectiveOf } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { DirectedStep } from "./directed-step.ts";
import { showNumber } from "./describe.ts";
import { nameOfGist } from "./idea.ts";
import { latestSteps } from "./latest-steps.ts";

/**
 * The ideas of the island's latest steps, each in a line, oldest first, which a planner would otherwise propose again.
 *
 * @param shown - steps that its prompt tells of anyway
 */
export function triedText(
  step: Pick<DirectedStep, "view" | "services" | "problem">,
  shown: ReadonlySet<CandidateId>,
): string {
  const { history } = step.services;
  const { outcome } = objectiveOf(step.problem.definition.objective.direction);
  const lines: string[] = [];
  for (const candidate of latestSteps(step)) {
    if (lines.length >= LINES) break;
    if (shown.has(idOf(candidate))) continue;
    const [parent] = candidate.parents;
    const from = (parent && history.candidate(parent)?.evaluation) || null;
    const end = outcome(candidate.evaluation, from?.status === "ok" ? from.score : null);
    lines.push(...lineOf(candidate, COMPARED[end]));
  }
  return lines.toReversed().join("\n");
}

function lineOf({ island, step, evaluation, story }: Candidate, compared: string): readonly string[] {
  const { gist = "", tries = [] } = story ?? {};
  if (gist === "") return [];
  const score = evaluation.status === "ok" ? `${showNumber(evaluation.score)}, ` : "";
  const why = evaluation.status === "ok" ? "" : `: ${oneLine(evaluation.kind, 60)}`;
  const dropped = [...new Set(tries.map(({ note }) => note))].filter((note) => note !== gist);
  const also = dropped.length === 0 ? "" : `; dropped within it: ${dropped.map(nameOfGist).join("; ")}`;
  return [`- ${candidateId(island, step)}: ${nameOfGist(gist)} (${score}${compared}${why})${also}`];
}

const COMPARED = { improved: "better", same: "equal", worse: "worse", failed: "failed" } as const;
/** Lines of a prompt. */
const LINES = 30;

/** The steps of which {@link triedText} tells at most. */
export function triedSteps(step: Pick<DirectedStep, "view" | "services">): readonly CandidateId[] {
  return [...latestSteps(step)]
    .filter(({ story }) => (story?.gist ?? "") !== "")
    .slice(0, LINES)
    .map(idOf);
}
