import {
  type Candidate,
  candidateId,
  type CandidateId,
  type Evaluation,
  idOf,
  objectiveOf,
} from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { DirectedStep } from "./directed-step.ts";
import { showNumber } from "./describe-verdict.ts";
import { nameOfGist } from "./idea.ts";
import { latestSteps } from "./latest-steps.ts";
import { metricChanges } from "./metric-changes.ts";

/**
 * The ideas of the island's latest steps, each in a line, oldest first, which a planner would otherwise propose again. The newest are
 * described; of those before them the name must do.
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
    lines.push(
      ...lineOf(candidate, from, { compared: COMPARED[end], isDescribed: lines.length < DESCRIBED }),
    );
  }
  return lines.toReversed().join("\n");
}

function lineOf(
  { island, step, evaluation, story }: Candidate,
  from: Evaluation | null,
  { compared, isDescribed }: { readonly compared: string; readonly isDescribed: boolean },
): readonly string[] {
  const { gist = "", tries = [] } = story ?? {};
  if (gist === "") return [];
  const idea = isDescribed ? oneLine(gist, DESCRIPTION) : nameOfGist(gist);
  const changes = metricChanges(evaluation, from, METRICS);
  const metrics = changes === "" ? "" : `; ${changes}`;
  const score = evaluation.status === "ok" ? `${showNumber(evaluation.score)}, ` : "";
  const why = evaluation.status === "ok" ? "" : `: ${oneLine(evaluation.kind, 60)}`;
  const end = evaluation.kind === "start" ? "nothing better than its start" : `${compared}${why}`;
  const dropped = [...new Set(tries.map(({ note }) => note))].filter((note) => note !== gist);
  const also = dropped.length === 0 ? "" : `; dropped within it: ${dropped.map(nameOfGist).join("; ")}`;
  return [`- ${candidateId(island, step)}: ${idea} (${score}${end}${metrics})${also}`];
}

const COMPARED = { improved: "better", same: "equal", worse: "worse", failed: "failed" } as const;
/** Lines of a prompt. */
const LINES = 30;
/** Of them, those whose idea is described, and how far, characters. */
const DESCRIBED = 8;
const DESCRIPTION = 180;
/** Changes of metrics that a line tells. */
const METRICS = 6;

/** The steps of which {@link triedText} tells at most. */
export function triedSteps(step: Pick<DirectedStep, "view" | "services">): readonly CandidateId[] {
  return [...latestSteps(step)]
    .filter(({ story }) => (story?.gist ?? "") !== "")
    .slice(0, LINES)
    .map(idOf);
}
