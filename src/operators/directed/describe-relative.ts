import {
  type Candidate,
  candidateId,
  type Evaluation,
  objectiveOf,
  wholeSentences,
} from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { Lesson } from "../../memory/index.ts";
import type { Problem } from "../../problem/index.ts";
import { effortOf } from "./describe-effort.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { IDEA_LENGTH, nameOfGist } from "./idea.ts";
import { metricChanges } from "./metric-changes.ts";
import { spreadOf } from "./describe-spread.ts";
import { sameValue } from "./same-value.ts";

/** How a relative is told. */
export interface RelativeView {
  /** True where its own figures stand beside it. @defaultValue false */
  readonly isBare?: boolean;
  /** Changes of metrics that are told. @defaultValue 8; of a relative in brief, none */
  readonly metrics?: number;
  /** Longest lesson, characters. @defaultValue 300 */
  readonly length?: number;
  /** Lessons that stand in the same prompt: one of their words is told by its id. */
  readonly told?: readonly Pick<Lesson, "id" | "text">[];
}

/**
 * A relative in a few lines: what was tried, what came of it, what was learnt. One that changed nothing but noise is a line.
 *
 * @param from - the verdict on its own parent, with which it is compared
 */
export function describeRelative(
  candidate: Candidate,
  from: Evaluation | null,
  { definition }: Pick<Problem, "definition">,
  view: RelativeView = {},
): string {
  const { direction } = definition.objective;
  const { island, step, evaluation, story } = candidate;
  const { lesson = "", cause = "" } = story?.lesson ?? {};
  const isNoise = cause === "noise" && objectiveOf(direction).outcome(evaluation, scoreIn(from)) === "same";
  const made = isNoise ? nameOfMaking(candidate) : describeMaking(candidate);
  const learnt = lesson === "" || isNoise ? "" : ` ${describeLesson(lesson, cause, view)}`;
  const changes = metricChanges(evaluation, from, view.metrics ?? METRICS);
  const own = view.isBare === true ? [] : [byInstance(evaluation), effortOf(evaluation, definition)];
  const details = [spreadOf(evaluation, from, definition), changes, ...own]
    .filter((detail) => detail !== "")
    .join("; ");
  return `- ${candidateId(island, step)}: ${made} It ${describeVerdict(evaluation, scoreIn(from), direction)}${details === "" ? "" : ` (${details})`}.${learnt}`;
}

function describeLesson(lesson: string, cause: string, { length = LESSON, told = [] }: RelativeView): string {
  const same = told.find(({ text }) => text === lesson);
  const said = same === undefined ? `“${oneLine(wholeSentences(lesson, length), length)}”` : `[${same.id}]`;
  return `Lesson${cause === "" ? "" : ` (${cause})`}: ${said}`;
}

/**
 * The same, and whether its island came to its score before.
 *
 * @param latest - steps of the island, newest first
 */
export function describeResult(
  candidate: Candidate,
  from: Evaluation | null,
  problem: Pick<Problem, "definition">,
  latest: readonly Candidate[],
  view?: RelativeView,
): string {
  const same = sameValue(candidate, latest, problem.definition.objective.direction);
  return `${describeRelative(candidate, from, problem, view)}${same === "" ? "" : ` It is ${same}.`}`;
}

/** A relative by the name of its idea and its score. */
export function describeInBrief(
  candidate: Candidate,
  from: Evaluation | null,
  { definition }: Pick<Problem, "definition">,
  { metrics = 0 }: Pick<RelativeView, "metrics"> = {},
): string {
  const { island, step, evaluation } = candidate;
  const changes = metrics === 0 ? "" : metricChanges(evaluation, from, metrics);
  return `- ${candidateId(island, step)}: ${nameOfMaking(candidate)} It ${describeVerdict(evaluation, scoreIn(from), definition.objective.direction)}${changes === "" ? "" : ` (${changes})`}.`;
}

/** The score in a verdict; `null` for none. */
function scoreIn(evaluation: Evaluation | null): number | null {
  return evaluation?.status === "ok" ? evaluation.score : null;
}

const LESSON = 300;

/** The first scores by instance; empty where the scorer tells none. */
function byInstance(evaluation: Evaluation): string {
  const { instances = [] } = evaluation.status === "ok" ? evaluation : {};
  if (instances.length < 2) return "";
  const shown = instances.slice(0, INSTANCES).map((score) => Number(score.toPrecision(3)));
  return `by instance ${shown.join(", ")}${instances.length > shown.length ? " …" : ""}`;
}

/** Scores by instance, and changes of metrics, that a relative's line shows. */
const INSTANCES = 8;
const METRICS = 8;

/** The first program, which nobody made. */
const SEED = "the seed.";

/** The making of a candidate: the gist of its plan where it had one, else its operator and that one's note. */
export function describeMaking({ step, operator, note, story }: Candidate): string {
  const { gist = "" } = story ?? {};
  if (step === 0) return SEED;
  if (gist !== "") return `“${oneLine(gist, IDEA_LENGTH)}”`;
  return note === "" ? `${operator}.` : `${operator}: “${oneLine(note, 300)}”`;
}

/** The same by the name of its idea alone. */
function nameOfMaking({ step, operator, story }: Candidate): string {
  if (step === 0) return SEED;
  const name = nameOfGist(story?.gist ?? "");
  return name === "" ? `${operator}.` : `“${name}”`;
}
