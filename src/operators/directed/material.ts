import type { RunConfig } from "../../config/index.ts";
import { type Candidate, candidateId } from "../../core/index.ts";
import { assembleParts, type PromptPart } from "../../llm/index.ts";
import type { Direction, Problem } from "../../problem/index.ts";
import type { Recall, RecalledLesson } from "../desk.ts";
import type { ProposeContext } from "../operator.ts";
import type { StepChoice } from "./choice.ts";
import {
  describeBestKnown,
  describeObjective,
  describeOther,
  describeParent,
  describeRelative,
  describeTask,
} from "./describe.ts";

/** How much of the family a prompt may show. */
const ANCESTORS = 6;
const CHILDREN = 16;
const LESSONS = 6;

/** What a step's prompts are filled with. */
export interface Material {
  /** Values of the gaps that every prompt of the step may have. */
  readonly values: { readonly [name: string]: string };
  /** Record of the parent; `null` when only its text is known. */
  readonly parent: Candidate | null;
  readonly recalled: readonly RecalledLesson[];
}

/**
 * Collects what the step may know, the useful and the recent first to stay: the parent, how it came about, what its other
 * children came to (evolution of thought, LLM Guided Evolution, arXiv 2403.11446), the best of other islands, lessons.
 */
export function gather(
  context: ProposeContext,
  choice: StepChoice,
  { problem, config, recall }: { problem: Problem; config: RunConfig; recall: Recall },
): Material {
  const { history } = context.desk;
  const { direction } = problem.definition.objective;
  const { parent, mate } = choice;
  const record = history.candidate(parent.id);
  const lineage = history.ancestors(parent.id, ANCESTORS);
  const children = history.children(parent.id, CHILDREN);
  const recalled = recall.lessons({ parent: record, intent: choice.operator, limit: LESSONS });
  const parts: PromptPart[] = [
    ...familyParts(lineage, children, parent.score, direction),
    ...history
      .islandBests()
      .map((best) =>
        part("elites", describeOther(best, direction), 20 + rank(best, parent.score, direction)),
      ),
    ...recalled.map(({ text }, at) => part("lessons", `- ${text}`, 60 - at)),
  ];
  const { values } = assembleParts(parts, config.directed.promptTokens);
  const empty = { lineage: "", siblings: "", elites: "", lessons: "" };
  const best = context.elites(1)[0] ?? parent;
  return {
    parent: record,
    recalled,
    values: {
      ...empty,
      ...values,
      task: describeTask(problem),
      objective: describeObjective(
        problem,
        { parent: parent.score, best: best.score },
        candidateId(context.island, context.step),
      ),
      parent: describeParent(parent, record, scoreOf(lineage[0]), problem),
      "best-known": describeBestKnown(problem),
      mate: mate === null ? "" : describeMate(mate.id, history.candidate(mate.id), direction),
    },
  };
}

function familyParts(
  lineage: readonly Candidate[],
  children: readonly Candidate[],
  parentScore: number,
  direction: Direction,
): PromptPart[] {
  const line = lineage.map((ancestor, at) =>
    part("lineage", describeRelative(ancestor, scoreOf(lineage[at + 1]), direction), 50 - 4 * at),
  );
  // oldest first in the prompt, as a story is told
  return [
    ...line.reverse(),
    ...children.map((child, at) =>
      part("siblings", describeRelative(child, parentScore, direction), 40 + at),
    ),
  ];
}

function describeMate(id: string, record: Candidate | null, direction: Direction): string {
  return record === null ? `${id} is not on record.` : describeOther(record, direction);
}

function part(slot: string, text: string, priority: number): PromptPart {
  return { slot, text, priority };
}

/** A program that is ahead of the parent is worth its room. */
function rank({ evaluation }: Candidate, from: number, direction: Direction): number {
  return evaluation.status === "ok" && evaluation.score > from === (direction === "maximise") ? 15 : 0;
}

function scoreOf(candidate: Candidate | undefined): number | null {
  return candidate?.evaluation.status === "ok" ? candidate.evaluation.score : null;
}
