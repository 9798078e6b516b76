import type { RunConfig } from "../../config/index.ts";
import { type Candidate, candidateId, idOf, type Direction, given, objectiveOf } from "../../core/index.ts";
import { assembleParts, type PromptPart } from "../../llm/index.ts";
import { ADVICE_HEADING, renderLesson } from "../../memory/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { ProposeContext } from "../operator.ts";
import type { Asker } from "./asker.ts";
import { isAlone, type StepChoice } from "./choice.ts";
import {
  describeBestKnown,
  describeMaking,
  describeObjective,
  describeOther,
  describeParent,
  describeRelative,
  describeTask,
} from "./describe.ts";
import type { StepRecall } from "./step-recall.ts";

/** How much of the family a prompt may show. */
const ANCESTORS = 6;
const CHILDREN = 16;

/** What a step's prompts are filled with. */
export interface Material {
  /** Values of the gaps that every prompt of the step may have. */
  readonly values: { readonly [name: string]: string };
  /** Record of the parent; `null` when only its text is known. */
  readonly parent: Candidate | null;
}

/**
 * Collects what the step may know, the useful and the recent first to stay: the parent, how it came about, what its other
 * children came to (evolution of thought, LLM Guided Evolution, arXiv 2403.11446), the best of other islands, lessons.
 */
export async function gather(
  context: ProposeContext,
  choice: StepChoice,
  {
    problem,
    config,
    recall,
    asker,
  }: { problem: Problem; config: RunConfig; recall: StepRecall; asker: Asker },
): Promise<Material> {
  const { history } = context.desk;
  const { direction } = problem.definition.objective;
  const { parent, mate } = choice;
  const parentId = idOf(parent);
  const record = history.candidate(parentId);
  const alone = isAlone(config);
  const lineage = history.ancestors(parentId, ANCESTORS);
  const children = alone ? [] : history.children(parentId, CHILDREN);
  const family = [...(record === null ? [] : [record]), ...lineage, ...children];
  const topic = topicOf(record, children, problem);
  const vector = config.directed.embedding && recall.isTold ? await asker.embed(topic, 0, "recall") : null;
  const lessons = recall.first({
    text: topic,
    program: parent.source,
    ...given({
      embedding: vector?.status === "ok" ? vector.text : undefined,
      // without a planner nobody sees the family
      shown: config.directed.planner ? new Set(family.map(idOf)) : undefined,
    }),
  });
  const told = lessons.map((lesson, at) => part("lessons", renderLesson(lesson), 60 - at));
  const parts: PromptPart[] = [
    ...familyParts(lineage, children, parent.score, direction),
    ...(alone ? [] : history.islandBests()).map((best) =>
      part("elites", describeOther(best, direction), 20 + rank(best, parent.score, direction)),
    ),
    ...told,
  ];
  const { values, dropped } = assembleParts(parts, config.directed.promptTokens);
  recall.forget(lessons.filter((_, at) => dropped.includes(told[at] as PromptPart)));
  const empty = { lineage: "", siblings: "", elites: "", lessons: "" };
  const best = (alone ? null : context.elites(1)[0]) ?? parent;
  return {
    parent: record,
    values: {
      ...empty,
      ...values,
      lessons: values.lessons ? `${ADVICE_HEADING}\n\n${values.lessons}` : "",
      task: describeTask(problem),
      objective: describeObjective(
        problem,
        { parent: parent.score, best: best.score },
        candidateId(context.island, context.step),
      ),
      parent: describeParent(parent, record, scoreOf(lineage[0]), problem),
      "best-known": describeBestKnown(problem),
      mate: mate === null ? "" : describeMate(idOf(mate), history.candidate(idOf(mate)), direction),
    },
  };
}

/** What the step is about, in words, the most particular first: how its parent and siblings were made, why they failed, the task. */
function topicOf(record: Candidate | null, children: readonly Candidate[], { definition }: Problem): string {
  const near = [...(record === null ? [] : [record]), ...children.toReversed()].map((one) => {
    const { status, kind, message } = one.evaluation;
    return `${describeMaking(one)} ${status === "ok" ? "" : `${kind}: ${message}`}`.slice(0, 300);
  });
  return [...near.slice(0, 5), definition.title, definition.description].join("\n");
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
  return objectiveOf(direction).outcome(evaluation, from) === "improved" ? 15 : 0;
}

function scoreOf(candidate: Candidate | undefined): number | null {
  return candidate?.evaluation.status === "ok" ? candidate.evaluation.score : null;
}
