import {
  isObject,
  type Candidate,
  idOf,
  hasRun,
  type LessonAction,
  printable,
  wholeSentences,
  type Story,
  type StoryLesson,
  toldLessons,
} from "../../core/index.ts";
import { BYTES_PER_TOKEN, fencedData, type PromptLibrary, type Reply } from "../../llm/index.ts";
import { type Lesson, type LessonId, renderAdvice } from "../../memory/index.ts";
import type { Problem } from "../../problem/index.ts";
import { readFences } from "../../edits/index.ts";
import type { StepServices } from "../services.ts";
import type { Judged } from "../step.ts";
import { changeByParts } from "./change-by-parts.ts";
import { turnChange } from "./change-text.ts";
import { type AskedModel, ModelCalls } from "./model-calls.ts";
import { describeBestKnown, describeFindings, featuresLine } from "./describe.ts";
import { describeInBrief } from "./describe-relative.ts";
import { spreadOf } from "./describe-spread.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { planInBrief } from "./advice.ts";
import { isWrittenAnew, shapeText } from "./program-view.ts";
import { gistText } from "./story.ts";

/** Options of the summarizer. */
export interface SummarizerOptions {
  readonly problem: Problem;
  readonly library: PromptLibrary;
  readonly roles: AskedModel["roles"];
}

/**
 * Explains the outcome of a step in a lesson: compares parent and child, names the cause, says what it rests
 * on. A step without a program teaches nothing that its verdict does not say.
 *
 * @returns the lesson, or why there is none, and what asking for it cost
 */
export async function summarize(
  { problem, library, roles }: SummarizerOptions,
  step: Judged,
  services: StepServices,
): Promise<{ readonly lesson: StoryLesson | null; readonly calls: ModelCalls } | null> {
  const [parentId] = step.draft.parents;
  const parent = parentId === undefined ? null : services.history.candidate(parentId);
  if (parent === null || !hasRun(step.evaluation)) return null;
  const { model = "", temperature } = step.draft.story ?? {};
  const calls = new ModelCalls(services, { model, temperature, roles });
  const lessons = shownLessons(step, services);
  const values = {
    ...valuesOf(problem, step, parent),
    ...changeValues(step, parent),
    siblings: siblingText(problem, step, parent, services),
    lessons: renderAdvice([...lessons.told, ...lessons.others]),
    memory: services.memory === null ? "" : idOf(step.place),
  };
  const messages = library.messages("summarize", "default", values);
  const reply = await calls.ask(messages, "summarize", 0);
  const lesson = reply.status === "ok" ? readLesson(reply) : null;
  const reviewed = lessons.others.map(({ id }) => id);
  return { lesson: lesson && { ...lesson, ...(reviewed.length > 0 && { reviewed }) }, calls };
}

/** The lessons that a summary may speak about: those that the step was told, and others that the parent and its other children taught. */
function shownLessons(
  { place, draft }: Judged,
  { memory, history }: StepServices,
): { readonly told: readonly Lesson[]; readonly others: readonly Lesson[] } {
  if (memory === null) return { told: [], others: [] };
  const ids = toldLessons(draft.story ?? {});
  const told = ids.flatMap((id) => memory.lesson(id) ?? []);
  const [parent] = draft.parents;
  const family =
    parent === undefined ? [] : [...history.children(parent, SIBLINGS).map(idOf).reverse(), parent];
  const others = new Map<LessonId, Lesson>();
  // an episode says what stands among the siblings
  for (const one of family.flatMap((id) => memory.about(place.step, id, OTHER_LESSONS).lessons))
    if (one.episode === null && !ids.includes(one.id)) others.set(one.id, one);
  return { told, others: [...others.values()].slice(0, OTHER_LESSONS) };
}

function valuesOf(
  problem: Problem,
  { place, draft, evaluation }: Judged,
  parent: Candidate,
): { readonly [gap: string]: string } {
  const { source, story } = draft;
  const { direction } = problem.definition.objective;
  const from = parent.evaluation.status === "ok" ? parent.evaluation.score : null;
  const spread = spreadOf(evaluation, parent.evaluation, problem.definition);
  return {
    task: `${problem.definition.title}\n\n${problem.definition.description}`,
    objective: `Objective: ${direction} the ${problem.definition.objective.name}. This is step ${idOf(place)}.`,
    "best-known": describeBestKnown(problem),
    parent: [
      `The parent ${describeVerdict(parent.evaluation, null, direction)}.`,
      describeFindings(parent.evaluation, problem, OUTPUT_LENGTH),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    plan: story?.plan ? planAsShown(story.plan) : "",
    outcome: [
      `The child ${describeVerdict(evaluation, from, direction)}${spread === "" ? "" : `; ${spread}`}.`,
      [describeFindings(evaluation, problem, OUTPUT_LENGTH), ...featuresLine(evaluation, problem)].join("\n"),
      ...(story === undefined ? [] : [gistText(story), otherTries(story, turnChange(parent.source, source))]),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  };
}

/** A plan, and where some of it is left out a word on that. */
function planAsShown(plan: string): string {
  const brief = planInBrief(plan, PLAN_LENGTH);
  const word = brief === planInBrief(plan, Number.POSITIVE_INFINITY) ? "" : `${SHORTENED}\n\n`;
  return `${word}${fencedData("plan", brief)}`;
}

const SHORTENED = "Long steps are shown by how they begin.";

/** The change that a step made: as a diff, or by the child's shape where a diff is the whole of two programs. */
function changeValues(
  { place, draft: { source } }: Judged,
  parent: Candidate,
): { readonly [gap: string]: string } {
  if (source.length > CHANGE_LENGTH && isWrittenAnew(parent.source, source)) {
    const shape = shapeText({ ...place, source }, { tokens: CHANGE_LENGTH / BYTES_PER_TOKEN, rest: "" });
    return { change: "Most of the program was written anew.", child: shape };
  }
  const change = fencedData("difference", changeByParts(parent.source, source, CHANGE_LENGTH));
  return { change: `Long stretches of lines are shown by how they begin.\n\n${change}`, child: "" };
}

/** Other children of the step's parent, as far as the step may know them: what tells an idea's worth from its execution's. */
function siblingText(
  problem: Problem,
  { place }: Judged,
  parent: Candidate,
  { history }: StepServices,
): string {
  return history
    .children(idOf(parent), SIBLINGS)
    .filter((one) => idOf(one) !== idOf(place))
    .map((one) => describeInBrief(one, parent.evaluation, problem, { metrics: METRICS }))
    .join("\n");
}

/**
 * Other tries of the step, as far as its story tells; empty where the child was the only one.
 *
 * @param own - the child's change, as a turn repeats it
 */
function otherTries({ attempts = [] }: Story, own: string): string {
  const tried = attempts.flatMap(({ outcome, message, reply }) => {
    if (!reply || reply === own) return [];
    const end = outcome === "ok" ? `scored ${message}` : `failed (${outcome}): ${message}`;
    return [`Another try of this step ${end}:\n\n${fencedData("another try", reply)}`];
  });
  return tried.slice(-TRIES).join("\n\n");
}

/** Reads a lesson: one JSON object, in a fence or bare; `null` when there is none. */
export function readLesson({ text }: Pick<Reply, "text">): StoryLesson | null {
  const lines = text.split("\n");
  const fenced = readFences(lines).map(({ open, close }) =>
    lines.slice(open + 1, close ?? undefined).join("\n"),
  );
  const braces = text.slice(Math.max(0, text.indexOf("{")), text.lastIndexOf("}") + 1);
  for (const candidate of [...fenced, braces]) {
    const value = parseObject(candidate) ?? parseObject(mended(candidate));
    if (value === null || typeof value.lesson !== "string" || value.lesson.trim() === "") continue;
    const cause = CAUSES.find((name) => name === value.cause) ?? "unknown";
    const lesson = {
      cause,
      lesson: wholeSentences(bounded(value.lesson, 2000), 600),
      evidence: bounded(value.evidence, 600),
    };
    return Array.isArray(value.memory) ? { ...lesson, memory: readActions(value.memory) } : lesson;
  }
  return null;
}

/** Actions on lessons that a summary asks for, of the form that is known; the rest is left out. */
function readActions(items: readonly unknown[]): readonly LessonAction[] {
  return items.slice(0, MOST_ACTIONS).flatMap((item): readonly LessonAction[] => {
    if (typeof item !== "object" || item === null) return [];
    const { action, lesson, programs } = item as { readonly [name: string]: unknown };
    const named = typeof lesson === "string" ? { lesson: bounded(lesson, 60) } : {};
    const ids = idsIn(programs).slice(0, MOST_PROGRAMS);
    if (action === "add" || action === "update" || action === "retire")
      return [{ action, ...named, ...(ids.length > 0 && { programs: ids }) }];
    return [];
  });
}

function idsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((id) => bounded(id, 60)) : [];
}

/** JSON as models write it: with line breaks inside strings, and a comma before the closing bracket. */
function mended(text: string): string {
  return printable(text, "")
    .replace(/\s/g, " ")
    .replace(/,( *[\]}])/g, "$1");
}

function parseObject(text: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function bounded(value: unknown, length: number): string {
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  return printable(text, "").replace(/\s+/g, " ").trim().slice(0, length);
}

/** Causes of an outcome that a lesson may name. */
const CAUSES = ["plan", "execution", "noise"] as const;
/** Most actions on lessons that one summary may ask for, and programs that it may name for each. */
const MOST_ACTIONS = 8;
const MOST_PROGRAMS = 8;
/** Other tries of a step that a summary is shown, the last ones. */
const TRIES = 4;
/** Changes of metrics that are told of another child of the parent. */
const METRICS = 6;
/** Other children of the parent that a summary is shown, the latest. */
const SIBLINGS = 8;
/** Lessons of the parent and its children, besides those that the step was told, that a summary is shown. */
const OTHER_LESSONS = 4;
/** Longest change and plan that a summary is shown, characters. */
const CHANGE_LENGTH = 3000;
const PLAN_LENGTH = 2500;
/** Longest output of the evaluator, characters. */
const OUTPUT_LENGTH = 500;
