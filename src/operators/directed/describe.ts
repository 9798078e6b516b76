import {
  type Aim,
  type Candidate,
  type Direction,
  type Elite,
  type Evaluation,
  idOf,
} from "../../core/index.ts";
import { fencedData, oneLine } from "../../llm/index.ts";
import { type Language, languageOf } from "../../language/index.ts";
import { aimsOf, type Problem } from "../../problem/index.ts";
import { fuelLine, timeLine } from "./describe-effort.ts";
import { describeMaking, describeRelative } from "./describe-relative.ts";
import { describeStanding } from "./describe-standing.ts";
import { describeVerdict, showNumber } from "./describe-verdict.ts";

/** A program as prompts show it: in a fence that names its language. */
export function fencedProgram({ fence }: Language, source: string): string {
  return fencedData(fence === "" ? "program" : `${fence} program`, source);
}

/**
 * The objective or objectives, and how far the search is.
 *
 * @param latest - steps of the island
 */
export function describeObjective(
  { definition }: Problem,
  scores: { readonly parent: number; readonly best: number; readonly values?: readonly number[] },
  step: string,
  latest: readonly Candidate[] = [],
): string {
  const aims = aimsOf(definition);
  if (aims.length > 0) return describeAims(aims, scores.values ?? [], step);
  const { name, direction } = definition.objective;
  return `Objective: ${direction} the ${name}. The program to change, the parent, scores ${showNumber(scores.parent)}${scores.parent === scores.best ? ", the best of this island so far" : `; the best program of this island scores ${showNumber(scores.best)}, and others are drawn as parents, too, so that unlike methods go on`}.${describeStanding(scores, definition, latest)} This is step ${step}.`;
}

function describeAims(aims: readonly Aim[], values: readonly number[], step: string): string {
  const goals = aims.map(({ name, direction }) => `${direction} ${name}`).join(", ");
  const standing = aims.map(({ name }, at) => `${name} ${showNumber(values[at] ?? 0)}`).join(", ");
  const bounds = aims.map(({ name, reference }) => `${name} ${showNumber(reference)}`).join(", ");
  return `Objectives: ${goals}. A program is worth keeping when no other is at least as good in all of them and better in one; it need not be best in any, and one beyond ${bounds} is worth nothing. The program to change, the parent, has ${standing}. This is step ${step}.`;
}

/** Values known from outside, one per line; empty without any. */
export function describeBestKnown({ definition }: Problem): string {
  return definition.bestKnown
    .map(({ value, source }) => `- ${showNumber(value)} (${oneLine(source, 200)})`)
    .join("\n");
}

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
  const artifacts =
    evaluation.artifacts === undefined || maxLength === 0 ? "" : JSON.stringify(evaluation.artifacts);
  const facts = lines.join("\n");
  if (artifacts === "" || artifacts === "{}") return facts;
  const shown = oneLine(artifacts, maxLength);
  return [facts, fencedData("output of the evaluator", shown)].filter((text) => text !== "").join("\n");
}

/** The features of a program, which place it in an archive: those that the task speaks of, for others are a number without a meaning. */
export function featuresLine(evaluation: Evaluation, { definition }: Pick<Problem, "definition">): string[] {
  const { features = {} } = evaluation.status === "ok" ? evaluation : {};
  const words = new Set(`${definition.title} ${definition.description}`.match(/\w+/g) ?? []);
  const known = Object.entries(features).filter(([name]) => words.has(name));
  return numbers("features (what tells programs apart, no goals)", Object.fromEntries(known));
}

/** The scores by instance, where a program could be better on some of them. */
function instancesLine(instances: readonly number[]): string[] {
  if (instances.length < 2) return [];
  const more = instances.length > INSTANCES_SHOWN ? ` … (${instances.length} in all)` : "";
  // they say where a program is weak; the score has the digits that tell two programs apart
  const shown = instances.slice(0, INSTANCES_SHOWN).map((score) => Number(score.toPrecision(4)));
  return [`scores by instance: ${shown.join(", ")}${more}`];
}

/** Scores by instance that a prompt shows. */
const INSTANCES_SHOWN = 40;

function numbers(name: string, values: { readonly [name: string]: number }): string[] {
  const entries = Object.entries(values).map(([key, value]) => `${oneLine(key, 60)} ${showNumber(value)}`);
  return entries.length === 0 ? [] : [`${name}: ${entries.join(", ")}`];
}

/** Longest lesson that is shown of the program to change, characters. */
const LESSON = 1000;

/** How much is shown of a program that is to be changed. */
export interface ParentView {
  /** Its text, as a prompt shows it. */
  readonly program: string;
  /** Longest output of the evaluator that is shown, characters. @defaultValue as in {@link describeFindings} */
  readonly output?: number;
}

/** The program that an answer is to change, with what is known of it. */
export function describeParent(
  parent: Elite,
  record: Candidate | null,
  from: Evaluation | null,
  problem: Problem,
  { program, output }: ParentView = { program: fencedProgram(languageOf(problem.definition), parent.source) },
): string {
  const found = record === null ? "" : describeFindings(record.evaluation, problem, output);
  return [
    record === null || record.step === 0
      ? `${idOf(parent)}${record === null ? "" : ", the seed,"} scores ${showNumber(parent.score)}.`
      : describeRelative(record, from, problem, { length: LESSON, isBare: true }).slice(2),
    [found, ...(record === null ? [] : featuresLine(record.evaluation, problem))]
      .filter((text) => text !== "")
      .join("\n"),
    program,
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** Another program, in full unless told otherwise; its fence does not call it the program to change. */
export function describeOther(
  candidate: Candidate,
  direction: Direction,
  program = fencedData(`source of ${idOf(candidate)}`, candidate.source),
): string {
  return [
    `${idOf(candidate)} ${describeVerdict(candidate.evaluation, null, direction)}. ${describeMaking(candidate)}`,
    program,
  ].join("\n\n");
}
