import {
  type Aim,
  type Candidate,
  candidateId,
  type Direction,
  type Elite,
  type Evaluation,
  idOf,
  objectiveOf,
} from "../../core/index.ts";
import { fencedData, oneLine } from "../../llm/index.ts";
import { type Language, languageOf } from "../../language/index.ts";
import { aimsOf, type Problem } from "../../problem/index.ts";
import { fuelLine, timeLine } from "./describe-effort.ts";
import { describeMaking, describeRelative } from "./describe-relative.ts";
import { describeVerdict, showNumber } from "./describe-verdict.ts";

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
  return `Objective: ${direction} the ${name}. The parent scores ${showNumber(scores.parent)}${scores.parent === scores.best ? ", the best of this island so far" : `; the best program of this island scores ${showNumber(scores.best)}`}.${isBestKnown(scores.best, definition) ? " That is the best value known, but for rounding: only what goes beyond it is new." : ""} This is step ${step}.`;
}

/** True where no better score is known than one, to the digits that are published. */
function isBestKnown(score: number, { bestKnown, objective }: Problem["definition"]): boolean {
  return (
    bestKnown.length > 0 &&
    bestKnown.every(({ value }) => {
      const gain = objectiveOf(objective.direction).gain(value, score);
      return gain <= PUBLISHED * Math.abs(value);
    })
  );
}

/** Share of a value that its published digits leave open. */
const PUBLISHED = 1e-9;

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

/** Longest lesson that is shown of the program to change, characters. */
const LESSON = 1000;

/** The program that an answer is to change, with what is known of it. */
export function describeParent(
  parent: Elite,
  record: Candidate | null,
  from: Evaluation | null,
  problem: Problem,
): string {
  const { definition } = problem;
  const found = record === null ? "" : describeFindings(record.evaluation, problem);
  const { features = {} } = record?.evaluation.status === "ok" ? record.evaluation : {};
  return [
    record === null || record.step === 0
      ? `${idOf(parent)} scores ${showNumber(parent.score)}.`
      : describeRelative(record, from, problem, LESSON).slice(2),
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
