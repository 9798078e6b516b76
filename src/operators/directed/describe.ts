import {
  type Aim,
  type Candidate,
  candidateId,
  type Direction,
  type Elite,
  type Evaluation,
  idOf,
  objectiveOf,
  wholeSentences,
} from "../../core/index.ts";
import { clockTime, fencedData, oneLine, quoted } from "../../llm/index.ts";
import { computeOf } from "../../evaluate/index.ts";
import { type Language, languageOf } from "../../language/index.ts";
import { aimsOf, type Problem } from "../../problem/index.ts";
import { nameOfGist } from "./idea.ts";

/** A program as prompts show it: in a fence that names its language. */
export function fencedProgram({ fence }: Language, source: string): string {
  return fencedData(fence === "" ? "program" : `${fence} program`, source);
}

/** The objective or objectives, and how far the search is. */
export function describeObjective(
  { definition }: Problem,
  scores: { readonly parent: number; readonly best: number; readonly values?: readonly number[] },
  step: string,
): string {
  const aims = aimsOf(definition);
  if (aims.length > 0) return describeAims(aims, scores.values ?? [], step);
  const { name, direction } = definition.objective;
  return `Objective: ${direction} the ${name}. The parent scores ${showNumber(scores.parent)}${scores.parent === scores.best ? ", the best of this island so far" : `; the best program of this island scores ${showNumber(scores.best)}`}. This is step ${step}.`;
}

function describeAims(aims: readonly Aim[], values: readonly number[], step: string): string {
  const goals = aims.map(({ name, direction }) => `${direction} ${name}`).join(", ");
  const standing = aims.map(({ name }, at) => `${name} ${showNumber(values[at] ?? 0)}`).join(", ");
  const bounds = aims.map(({ name, reference }) => `${name} ${showNumber(reference)}`).join(", ");
  return `Objectives: ${goals}. A program is worth keeping when no other is at least as good in all of them and better in one; it need not be best in any, and one beyond ${bounds} is worth nothing. The parent has ${standing}. This is step ${step}.`;
}

/** Values known from outside, one per line; empty without any. */
export function describeBestKnown({ definition }: Problem): string {
  return definition.bestKnown
    .map(({ value, source }) => `- ${showNumber(value)} (${oneLine(source, 200)})`)
    .join("\n");
}

/** A number as prompts show it: enough digits to tell two good programs apart. */
export function showNumber(value: number): string {
  return String(Number(value.toPrecision(10)));
}

/** A verdict in a line: `scores 2.31 (better than its parent's 2.3)`, or `failed: timeout (fuel): …`. */
export function describeVerdict(evaluation: Evaluation, from: number | null, direction: Direction): string {
  // no mistake that could be mended
  if (evaluation.kind === "start") return "found nothing better than its start";
  if (evaluation.status !== "ok") {
    return `failed: ${evaluation.status} (${oneLine(evaluation.kind, 60)}): ${quoted(evaluation.message, 500)}`;
  }
  const score = `scores ${showNumber(evaluation.score)}`;
  if (from === null) return score;
  const outcome = objectiveOf(direction).outcome(evaluation, from);
  const by = outcome === "same" ? "" : ` by ${showGain(evaluation.score - from)}`;
  return `${score} (${COMPARED[outcome]} its parent's ${showNumber(from)}${by})`;
}

/** How far two scores are apart, to two digits: what the rest of them hides. */
function showGain(difference: number): string {
  return String(Number(Math.abs(difference).toPrecision(2)));
}

const COMPARED = { improved: "better than", same: "equal to", worse: "worse than", failed: "" } as const;

/**
 * Findings of an evaluator besides the score, for the next proposer: fuel, metrics, artifacts; may be
 * empty.
 */
export function describeFindings(
  evaluation: Evaluation,
  { definition }: Pick<Problem, "definition">,
  maxLength = 1500,
): string {
  const lines: string[] = [...fuelLine(evaluation, definition), ...timeLine(evaluation, definition)];
  if (evaluation.status === "ok") {
    lines.push(...numbers("metrics", evaluation.metrics), ...instancesLine(evaluation.instances ?? []));
  }
  const artifacts = evaluation.artifacts === undefined ? "" : JSON.stringify(evaluation.artifacts);
  const facts = lines.join("\n");
  if (artifacts === "" || artifacts === "{}") return facts;
  const shown = oneLine(artifacts, maxLength);
  return [facts, fencedData("output of the evaluator", shown)].filter((text) => text !== "").join("\n");
}

/** The fuel that a program used, and what there was of it; nothing where the engine counts none. */
function fuelLine({ status, fuel, mostFuel }: Evaluation, definition: Problem["definition"]): string[] {
  const { units = null } = computeOf(definition) ?? {};
  if (status !== "ok" || fuel === undefined || units === null) return [];
  const runs = definition.inputs.length;
  if (mostFuel !== undefined)
    return [
      `fuel used: ${mostFuel} of ${units} units on the input that took most, ${fuel} in all on ${runs}`,
    ];
  return [
    runs === 1
      ? `fuel used: ${fuel} of ${units} units`
      : `fuel used: ${fuel} units in all on ${runs} inputs, ${showNumber(Math.round((10 * fuel) / runs) / 10)} on average, of ${units} for each`,
  ];
}

/** The time that a compiled program took, and what there was of it: where no engine counts, the clock must do. */
function timeLine({ status, durationMs, cpuMs }: Evaluation, definition: Problem["definition"]): string[] {
  if (status !== "ok" || computeOf(definition)?.units !== null || definition.timing) return [];
  const limit = `${showNumber(definition.limits.timeMs / 1000)} s`;
  const runs = definition.inputs.length;
  const bound = runs === 1 ? `of ${limit}` : `in all on ${runs} inputs, of ${limit} for each`;
  if (cpuMs !== undefined) return [`time used: ${clockTime(cpuMs, "of the processor")}, ${bound}`];
  return [`time used: ${clockTime(durationMs)}, ${bound} (on a busy machine more than it computed)`];
}

/** The scores by instance, where a program could be better on some of them. */
function instancesLine(instances: readonly number[]): string[] {
  if (instances.length < 2) return [];
  const more = instances.length > INSTANCES_SHOWN ? ` … (${instances.length} in all)` : "";
  return [`scores by instance: ${instances.slice(0, INSTANCES_SHOWN).map(showNumber).join(", ")}${more}`];
}

/** Scores by instance that a prompt shows. */
const INSTANCES_SHOWN = 40;

function numbers(name: string, values: { readonly [name: string]: number }): string[] {
  const entries = Object.entries(values).map(([key, value]) => `${oneLine(key, 60)} ${showNumber(value)}`);
  return entries.length === 0 ? [] : [`${name}: ${entries.join(", ")}`];
}

/** The program that an answer is to change, with what is known of it. */
export function describeParent(
  parent: Elite,
  record: Candidate | null,
  from: number | null,
  problem: Problem,
): string {
  const { definition } = problem;
  const found = record === null ? "" : describeFindings(record.evaluation, problem);
  const { features = {} } = record?.evaluation.status === "ok" ? record.evaluation : {};
  return [
    record === null || record.step === 0
      ? `${idOf(parent)} scores ${showNumber(parent.score)}.`
      : describeRelative(record, from, definition.objective.direction, LESSON_OF_PARENT).slice(2),
    [found, ...numbers("features (what tells programs apart, no goals)", features)]
      .filter((text) => text !== "")
      .join("\n"),
    fencedProgram(languageOf(definition), parent.source),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** Another program, in full; its fence does not call it the program to change. */
export function describeOther(candidate: Candidate, direction: Direction): string {
  const { island, step } = candidate;
  const id = candidateId(island, step);
  return [
    `${id} ${describeVerdict(candidate.evaluation, null, direction)}. ${describeMaking(candidate)}`,
    fencedData(`source of ${id}`, candidate.source),
  ].join("\n\n");
}

/** A relative in a few lines: what was tried, what came of it, what was learnt. One that changed nothing but noise is a line. */
export function describeRelative(
  candidate: Candidate,
  from: number | null,
  direction: Direction,
  lessonLength = LESSON_OF_RELATIVES,
): string {
  const { island, step, evaluation, story } = candidate;
  const { lesson = "", cause = "" } = story?.lesson ?? {};
  const isNoise = cause === "noise" && objectiveOf(direction).outcome(evaluation, from) === "same";
  const made = isNoise ? nameOfMaking(candidate) : describeMaking(candidate);
  const learnt =
    lesson === "" || isNoise
      ? ""
      : ` Lesson${cause === "" ? "" : ` (${cause})`}: “${oneLine(wholeSentences(lesson, lessonLength), lessonLength)}”`;
  return `- ${candidateId(island, step)}: ${made} It ${describeVerdict(evaluation, from, direction)}${byInstance(evaluation)}.${learnt}`;
}

/** A relative by the name of its idea and its score. */
export function describeInBrief(candidate: Candidate, from: number | null, direction: Direction): string {
  const { island, step, evaluation } = candidate;
  return `- ${candidateId(island, step)}: ${nameOfMaking(candidate)} It ${describeVerdict(evaluation, from, direction)}.`;
}

/** Longest lesson that is shown of the program to change, and of a relative, characters. */
const LESSON_OF_PARENT = 1000;
const LESSON_OF_RELATIVES = 300;

/** The first scores by instance, in brackets; empty where the scorer tells none. */
function byInstance(evaluation: Evaluation): string {
  const { instances = [] } = evaluation.status === "ok" ? evaluation : {};
  if (instances.length < 2) return "";
  const shown = instances.slice(0, INSTANCES_OF_RELATIVES).map((score) => Number(score.toPrecision(3)));
  return ` (by instance ${shown.join(", ")}${instances.length > shown.length ? " …" : ""})`;
}

/** Scores by instance that a relative's line shows. */
const INSTANCES_OF_RELATIVES = 8;

/** The making of a candidate: the gist of its plan where it had one, else its operator's note. */
export function describeMaking({ operator, note, story }: Candidate): string {
  const { gist = "" } = story ?? {};
  if (gist !== "") return `${operator}: “${oneLine(gist, 300)}”`;
  return note === "" ? `${operator}.` : `${operator}: “${oneLine(note, 300)}”`;
}

/** The same by the name of its idea alone. */
function nameOfMaking({ operator, story }: Candidate): string {
  const name = nameOfGist(story?.gist ?? "");
  return name === "" ? `${operator}.` : `${operator}: “${name}”`;
}
