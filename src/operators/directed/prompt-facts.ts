import {
  type Candidate,
  type CandidateId,
  idOf,
  type Direction,
  given,
  objectiveOf,
} from "../../core/index.ts";
import type { PromptPart } from "../../llm/index.ts";
import { assembleTold } from "./assemble-told.ts";
import { ADVICE_HEADING, isKin, type Lesson, renderLesson, sketchOf } from "../../memory/index.ts";
import type { Problem } from "../../problem/index.ts";
import { recommendationText } from "./reflection.ts";
import { isAlone } from "./choice.ts";
import { latestSteps } from "./latest-steps.ts";
import { describeBestKnown, describeObjective } from "./describe.ts";
import { describeInBrief, describeMaking, describeRelative, describeResult } from "./describe-relative.ts";
import { viewsOf } from "./program-view.ts";
import { describeTask } from "./describe-task.ts";
import { describeTuning } from "./describe-tuning.ts";
import { triedLines, triedSteps, type TriedSteps } from "./tried.ts";
import type { DirectedStep, PromptFacts, Reflection } from "./directed-step.ts";

/**
 * Collects what the step may know, the useful and the recent first to stay: the parent, how it came about,
 * what became of its other children (evolution of thought, LLM Guided Evolution, arXiv 2403.11446), the best of
 * other islands, lessons.
 */
export async function gatherFacts(step: Omit<DirectedStep, "facts">): Promise<PromptFacts> {
  const { view, services, choice, problem, config, recall, reflection } = step;
  const { history } = services;
  const { direction } = problem.definition.objective;
  const { parent, mate } = choice;
  const alone = isAlone(config);
  const record = history.candidate(idOf(parent));
  const lineage = history.ancestors(idOf(parent), ANCESTORS);
  const children = alone ? [] : history.children(idOf(parent), CHILDREN);
  const latest = alone ? [] : [...latestSteps(step)];
  const near = alone ? [] : [...view.others().slice(0, OTHERS), ...view.elites(OWN)];
  const own = [...new Set(near.map(idOf))].map((id) => history.candidate(id));
  const parentSketch = sketchOf(parent.source);
  const shown = new Set([parent, ...(mate === null ? [] : [mate]), ...lineage].map(idOf));
  const others = [...own, ...(alone ? [] : history.islandBests())].filter(
    // the seed teaches nothing once it has better descendants
    (one): one is Candidate =>
      one !== null &&
      one.step > 0 &&
      !shown.has(idOf(one)) &&
      // its own kin in full would show the parent again, and its ancestors what it took over
      !isKin(parentSketch, sketchOf(one.source)),
  );
  const family = new Set([parent, ...lineage, ...children].map(idOf));
  const tried = triedSteps(latest, family);
  const lessons = await firstLessons(step, { record, children, family, tried });
  const views = viewsOf(step, record, lineage);
  const from = record?.evaluation ?? null;
  const lines = triedLines(step, tried, latest);
  const { values, dropped, told } = assembleTold(lessons, views.room, (lessons) => [
    ...lineageParts(lineage, problem, lessons),
    ...children.map((child, at) =>
      part("siblings", describeResult(child, from, problem, latest, { told: lessons }), 40 + at),
    ),
    ...others.map((best, at) =>
      part("elites", views.other(best), 20 - at + rank(best, parent.score, direction)),
    ),
    ...lessons.map((lesson, at) => part("lessons", renderLesson(lesson), 60 - at)),
    ...lines.map((line) => part("tried", line, 10)),
  ]);
  recall.forget(lessons.filter((lesson) => !told.includes(lesson)));
  const left = (slot: string): number => dropped.filter((one) => one.slot === slot).length;
  const best = (alone ? null : view.elites(1)[0]) ?? parent;
  return {
    parent: record,
    values: {
      ...{ lineage: "", elites: "" },
      ...values,
      siblings: withOmitted(values.siblings, left("siblings")),
      // each is a line
      tried: withOmitted(values.tried?.replaceAll("\n\n", "\n"), left("tried") + tried.older),
      recommendations: [recommendationText(reflection.recommendations), ageOf(reflection, idOf(view))].join(
        "",
      ),
      lessons: values.lessons ? `${ADVICE_HEADING}\n\n${values.lessons}` : "",
      task: `${describeTask(problem)}${describeTuning(problem, config)}`,
      objective: describeObjective(
        problem,
        { parent: parent.score, best: best.score, ...given({ values: parent.values }) },
        idOf(view),
        latest,
      ),
      parent: views.parent,
      "best-known": describeBestKnown(problem),
      mate: views.mate,
    },
    planner: views.planner,
  };
}

/** Lessons that concern the step as it begins. */
async function firstLessons(
  step: Omit<DirectedStep, "facts">,
  {
    record,
    children,
    family,
    tried,
  }: {
    readonly record: Candidate | null;
    readonly children: readonly Candidate[];
    /** Steps that the prompt tells of. */
    readonly family: ReadonlySet<CandidateId>;
    readonly tried: TriedSteps;
  },
): Promise<readonly Lesson[]> {
  const { choice, problem, config, recall, calls } = step;
  const { embedding, calls: made } = config.directed;
  const topic = topicOf(record, children, problem);
  const vector = embedding && recall.isTold ? await calls.embed(topic, 0, "recall") : null;
  return recall.first({
    text: topic,
    program: choice.parent.source,
    ...given({
      embedding: vector?.status === "ok" ? vector.text : undefined,
      // who writes by a plan, or by none, does not see the family
      shown:
        made === "one" || config.directed.planner
          ? new Set([...family, ...tried.steps.map(idOf)])
          : undefined,
    }),
  });
}

/**
 * The topic of the step in words, the most particular first: how its parent and siblings were made, why they
 * failed, the task.
 */
function topicOf(record: Candidate | null, children: readonly Candidate[], { definition }: Problem): string {
  const near = [...(record === null ? [] : [record]), ...children.toReversed()].map((one) => {
    const { status, kind, message } = one.evaluation;
    return `${describeMaking(one)} ${status === "ok" ? "" : `${kind}: ${message}`}`.slice(0, 300);
  });
  return [...near.slice(0, 5), definition.title, definition.description].join("\n");
}

function lineageParts(
  lineage: readonly Candidate[],
  problem: Problem,
  told: readonly Lesson[],
): PromptPart[] {
  const [first] = lineage;
  // what came of the seed's child says how the seed did
  if (lineage.length === 1 && first?.step === 0) return [];
  const line = lineage.map((ancestor, at) => {
    const describe = at < ANCESTORS_IN_FULL ? describeRelative : describeInBrief;
    const text = describe(ancestor, lineage[at + 1]?.evaluation ?? null, problem, { told });
    return part("lineage", text, 50 - 4 * at);
  });
  // oldest first in the prompt, as a story is told
  return line.reverse();
}

/** A word on recommendations that are older than some of the results; empty for those of this step. */
function ageOf({ madeAt }: Reflection, step: CandidateId): string {
  if (madeAt === null || madeAt === step) return "";
  return `\n\nThis was written at step ${madeAt}: what was tried since stands below, and counts more.`;
}

/** Lines of a prompt, and how many older ones had no room. */
function withOmitted(lines = "", omitted: number): string {
  if (omitted === 0) return lines;
  const word = omitted === 1 ? "one older step is" : `${omitted} older steps are`;
  return [`- … ${word} left out`, lines].filter((text) => text !== "").join("\n");
}

function part(slot: string, text: string, priority: number): PromptPart {
  return { slot, text, priority };
}

/** A program that is ahead of the parent is worth its room. */
function rank({ evaluation }: Candidate, from: number, direction: Direction): number {
  return objectiveOf(direction).outcome(evaluation, from) === "improved" ? 15 : 0;
}

/** Relatives that a prompt may show. */
const ANCESTORS = 6;
/** Of them, the nearest, of which more is told than name and score. */
const ANCESTORS_IN_FULL = 2;
const CHILDREN = 10;
/** Elites of the own island, and programs of other methods than the parent's, that a prompt may show. */
const OWN = 4;
const OTHERS = 1;
