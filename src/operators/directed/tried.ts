import {
  type Candidate,
  candidateId,
  type CandidateId,
  type Direction,
  type Evaluation,
  idOf,
  objectiveOf,
} from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { DirectedStep } from "./directed-step.ts";
import { describeUnmoved, showNumber } from "./describe-verdict.ts";
import { nameOfGist } from "./idea.ts";
import { latestSteps } from "./latest-steps.ts";
import { metricChanges } from "./metric-changes.ts";
import { sameValue } from "./same-value.ts";

/**
 * The ideas of the island's latest steps, each in a line, oldest first, which a planner would otherwise propose again. The newest are
 * described; of those before them the name must do.
 *
 * @param latest - the island's latest steps, newest first
 * @param shown - steps that its prompt tells of anyway
 */
export function triedText(
  step: Pick<DirectedStep, "services" | "problem" | "choice">,
  latest: readonly Candidate[],
  shown: ReadonlySet<CandidateId>,
): string {
  const { history } = step.services;
  const { direction } = step.problem.definition.objective;
  const lines: string[] = [];
  for (const candidate of latest) {
    if (lines.length >= LINES) break;
    if (shown.has(idOf(candidate))) continue;
    const [parent] = candidate.parents;
    const from = (parent && history.candidate(parent)?.evaluation) || null;
    const end = [
      endOf(candidate, { from, direction, changed: idOf(step.choice.parent) }),
      sameValue(candidate, latest, direction),
      metricChanges(candidate.evaluation, from, METRICS),
    ];
    lines.push(...lineOf(candidate, end.filter((text) => text !== "").join("; "), lines.length < DESCRIBED));
  }
  return lines.toReversed().join("\n");
}

/** The end of a step: its score, and how that compares with the program that it changed, which need not be the one of this prompt. */
function endOf(
  { evaluation, parents }: Candidate,
  {
    from,
    direction,
    changed,
  }: { readonly from: Evaluation | null; readonly direction: Direction; readonly changed: CandidateId },
): string {
  const before = from?.status === "ok" ? from.score : null;
  if (evaluation.kind === "start") return describeUnmoved(before);
  if (evaluation.status !== "ok") return `failed: ${oneLine(evaluation.kind, 60)}`;
  const score = showNumber(evaluation.score);
  const [parent] = parents;
  if (before === null || parent === undefined) return score;
  const compared = COMPARED[objectiveOf(direction).compared(evaluation.score, before)];
  return `${score}, ${compared} ${parent === changed ? "the program to change" : parent}`;
}

function lineOf({ island, step, story }: Candidate, end: string, isDescribed: boolean): readonly string[] {
  const { gist = "", tries = [] } = story ?? {};
  if (gist === "") return [];
  const idea = isDescribed ? oneLine(gist, DESCRIPTION) : nameOfGist(gist);
  const dropped = [...new Set(tries.map(({ note }) => note))].filter((note) => note !== gist);
  const also = dropped.length === 0 ? "" : `; dropped within it: ${dropped.map(nameOfGist).join("; ")}`;
  return [`- ${candidateId(island, step)}: ${idea} (${end})${also}`];
}

const COMPARED = { improved: "better than", same: "equal to", worse: "worse than" } as const;
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
