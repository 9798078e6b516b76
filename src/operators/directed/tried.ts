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
import { spreadOf } from "./describe-spread.ts";
import { IDEA_LENGTH, nameOfGist } from "./idea.ts";
import { metricChanges } from "./metric-changes.ts";
import { sameValue } from "./same-value.ts";

/** Steps of an island that had an idea, as far as a prompt may tell of them, and how many there are besides. */
export interface TriedSteps {
  /** Newest first. */
  readonly steps: readonly Candidate[];
  readonly older: number;
}

/**
 * The latest steps that had an idea.
 *
 * @param latest - steps of an island, newest first
 * @param shown - steps that the prompt tells of anyway
 */
export function triedSteps(latest: readonly Candidate[], shown: ReadonlySet<CandidateId>): TriedSteps {
  const all = latest.filter((one) => (one.story?.gist ?? "") !== "" && !shown.has(idOf(one)));
  return { steps: all.slice(0, LINES), older: Math.max(0, all.length - LINES) };
}

/**
 * The ideas of steps, each in a line, oldest first, which a planner would otherwise propose again. The newest are described; of those
 * before them the name must do.
 *
 * @param latest - the island's latest steps, newest first
 */
export function triedLines(
  step: Pick<DirectedStep, "services" | "problem" | "choice">,
  { steps }: TriedSteps,
  latest: readonly Candidate[],
): readonly string[] {
  const { history } = step.services;
  const { direction } = step.problem.definition.objective;
  const lines = steps.map((candidate, at) => {
    const [parent] = candidate.parents;
    const from = (parent && history.candidate(parent)?.evaluation) || null;
    const end = [
      endOf(candidate, { from, direction, changed: idOf(step.choice.parent) }),
      sameValue(candidate, latest, direction),
      spreadOf(candidate.evaluation, from, step.problem.definition),
      metricChanges(candidate.evaluation, from, METRICS),
    ];
    return lineOf(candidate, end.filter((text) => text !== "").join("; "), at < DESCRIBED);
  });
  return lines.toReversed();
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
  if (evaluation.status !== "ok")
    return evaluation.kind === "start"
      ? describeUnmoved(evaluation, before)
      : `failed: ${oneLine(evaluation.kind, 60)}`;
  const score = showNumber(evaluation.score);
  const [parent] = parents;
  if (before === null || parent === undefined) return score;
  const compared = COMPARED[objectiveOf(direction).compared(evaluation.score, before)];
  return `${score}, ${compared} ${parent === changed ? "the program to change" : parent}`;
}

function lineOf({ island, step, story }: Candidate, end: string, isDescribed: boolean): string {
  const { gist = "", tries = [] } = story ?? {};
  const idea = isDescribed ? oneLine(gist, IDEA_LENGTH) : nameOfGist(gist);
  const dropped = [...new Set(tries.map(({ note }) => note))].filter((note) => note !== gist);
  const also = dropped.length === 0 ? "" : `; dropped within it: ${dropped.map(nameOfGist).join("; ")}`;
  return `- ${candidateId(island, step)}: ${idea} (${end})${also}`;
}

const COMPARED = { improved: "better than", same: "equal to", worse: "worse than" } as const;
/** Lines of a prompt. */
const LINES = 30;
/** Of them, those whose idea is described: whole, for its figures often stand last. */
const DESCRIBED = 6;
/** Changes of metrics that a line tells. */
const METRICS = 6;
