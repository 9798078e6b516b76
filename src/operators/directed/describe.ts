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
import type { EditableRange } from "../../edits/index.ts";
import { kitsOf } from "../../kit/index.ts";
import { contractOf, type Language, languageOf } from "../../language/index.ts";
import { findRegions } from "../../program/index.ts";
import { aimsOf, type Problem } from "../../problem/index.ts";
import { describeKits, importsOf } from "./describe-kits.ts";
import { nameOfGist } from "./idea.ts";
import { describeOperators } from "./describe-operators.ts";
import { describePolicy } from "./describe-policy.ts";

/** The task for a model: what it says, the language, the entry point, the limits. */
export function describeTask({ definition, seed }: Problem): string {
  const { title, description } = definition;
  const { manual = null } = languageOf(definition);
  const frozen = editableOf(seed) === null ? null : FROZEN;
  return [title, description, describeProgram(definition), frozen, manual]
    .filter((text) => text !== null)
    .join("\n\n");
}

/** The kind of program, and its limits. */
function describeProgram(definition: Problem["definition"]): string {
  const { entryPoint, command, timing } = definition;
  const { describe } = languageOf(definition);
  if (contractOf(definition) === "text") return `The program is ${describe}.`;
  const bounds = describeBounds(definition);
  if (definition.policy) return describePolicy(describe === "" ? "a program" : describe, definition, bounds);
  if (definition.joint)
    return `The program is ${describe === "" ? "a text" : describe}. ${foundBy(definition)}${bounds}`;
  if (definition.repository) return describeFile(definition.repository, describe, bounds);
  if (command !== null) {
    const written = describe === "" ? "" : `${describe}, `;
    const several = describeParts(definition.parts ?? []);
    return `The program is ${written}${several}run by the command \`${command.join(" ")}\`, without a network; it reads its input as JSON on standard input and writes its answer, one JSON value and nothing else, to standard output. ${bounds}${describeKits(definition)}`;
  }
  const clock = timing
    ? ""
    : " There is no clock: `Date` stands still and `performance` does not exist, so bound every loop by a count, never by time.";
  if (definition.hopping)
    return `${describeOperators(describe, definition.hopping, bounds, importsOf(definition))}${describeKits(definition)}`;
  return `The program is ${describe}, with the language alone: ${importsOf(definition)}, no \`console\`, timers, \`structuredClone\` or \`Intl\`, no files and no network. Its entry point is the exported function \`${entryPoint}\`${callsOf(definition)}. ${bounds}${clock} \`Math.random\` is seeded: equal programs give equal results. The best one is scored once more with another seed, so do not lean on a lucky one: with ${ownGenerator(definition)} and a constant seed the result is always the same.${describeKits(definition)}`;
}

/** A seeded generator that a program may have. */
function ownGenerator(definition: Problem["definition"]): string {
  return kitsOf(definition).some(({ name }) => name === "galapagos:math")
    ? "the kit's `random`"
    : "a small generator of your own";
}

/** The files of a program of several. */
function describeParts(parts: readonly string[]): string {
  if (parts.length === 0) return "";
  return `in several files of one folder (behind the first, a line with EVOLVE-FILE begins each of ${parts.join(", ")}), `;
}

/** How a joint evaluator and its program find each other, and the modules that are there. */
function foundBy({ needs }: Problem["definition"]): string {
  const packages = needs?.packages ?? [];
  const installed = packages.length === 0 ? "" : ` Of others' modules there are ${packages.join(", ")}.`;
  return `The evaluator of the task imports or runs it, without a network.${installed} `;
}

/** A program that is a file of a repository. */
function describeFile(
  { file, function: name, test }: NonNullable<Problem["definition"]["repository"]>,
  language: string,
  bounds: string,
): string {
  return `The program is the file \`${file}\` of a repository, ${language}: nothing is read from standard input. The repository's tests (\`${oneLine(test, 200)}\`) run with it in its place, then \`${name}\` is called many times; each call's result is compared with what the original returned. ${bounds}`;
}

/** The bounds of one call of a program, for a prompt: time or fuel, and what that is worth. */
function describeBounds(definition: Problem["definition"]): string {
  const { timeMs, memoryMb } = definition.limits;
  const each = definition.policy
    ? " for each episode"
    : definition.inputs.length > 1
      ? " for each input"
      : "";
  const compute = computeOf(definition);
  if (compute === null) return `It may use about ${timeMs} ms${each} and ${memoryMb} MiB.`;
  const { units, operations, nativeMs } = compute;
  const worth = `about ${inWords(operations)} floating-point operations${each}`;
  if (units === null) {
    return `It is compiled by V8 and may compute for ${showNumber(timeMs / 1000)} s${each}, ${worth}${definition.timing ? "" : ": use them"}. It may use ${memoryMb} MiB.`;
  }
  return `It may use ${units} units of fuel${each}, ${worth}, as much as compiled code does in ${showNumber(nativeMs)} ms: an interpreter runs it, and counts. A unit is 5,000 turns of an empty loop; each \`if\`, \`&&\`, \`?:\` or call (of \`Math.sqrt\`, too) costs half a turn more, plain arithmetic nothing. It may use ${memoryMb} MiB.`;
}

/** The inputs that the entry point is called with; empty where it is called with nothing. */
function callsOf({ inputs }: Problem["definition"]): string {
  const [first = null] = inputs;
  if (first === null) return "";
  const text = JSON.stringify(first);
  const size = text.length > INPUT_SHOWN ? `; ${inWords(text.length)} characters in all` : "";
  const shown = `for example with \`${oneLine(text, INPUT_SHOWN).replaceAll("`", "'")}\`${size}`;
  return inputs.length === 1
    ? `, called once, ${shown}`
    : `, called once for each of ${inputs.length} inputs, ${shown}`;
}

/** Longest part of an input that a prompt shows, characters. */
const INPUT_SHOWN = 300;

/** A large number as people say it. */
function inWords(count: number): string {
  if (count >= 1e9) return `${showNumber(count / 1e9)} billion`;
  if (count >= 1e6) return `${showNumber(count / 1e6)} million`;
  return count.toLocaleString("en-US");
}

/** A program as prompts show it: in a fence that names its language. */
export function fencedProgram({ fence }: Language, source: string): string {
  return fencedData(fence === "" ? "program" : `${fence} program`, source);
}

/** Said of a program of which only parts may change. */
const FROZEN =
  "Only the lines between `EVOLVE-BLOCK-START` and `EVOLVE-BLOCK-END` may change; all others are frozen, and plans must do without changing them.";

/** Parts of a program that an edit may change; `null` when all may. */
export function editableOf(source: string): readonly EditableRange[] | null {
  const found = findRegions(source);
  if (found.status !== "ok") return null;
  const [first] = found.regions;
  const isWhole = found.regions.length === 1 && first?.start === 0 && first.end === source.length;
  return isWhole ? null : found.regions;
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
function fuelLine({ status, fuel }: Evaluation, definition: Problem["definition"]): string[] {
  const { units = null } = computeOf(definition) ?? {};
  if (status !== "ok" || fuel === undefined || units === null) return [];
  const runs = definition.inputs.length;
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
      : describeRelative(record, from, definition.objective.direction).slice(2),
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
export function describeRelative(candidate: Candidate, from: number | null, direction: Direction): string {
  const { island, step, evaluation, story } = candidate;
  const { lesson = "", cause = "" } = story?.lesson ?? {};
  const isNoise = cause === "noise" && objectiveOf(direction).outcome(evaluation, from) === "same";
  const made = isNoise ? nameOfMaking(candidate) : describeMaking(candidate);
  const learnt =
    lesson === "" || isNoise
      ? ""
      : ` Lesson${cause === "" ? "" : ` (${cause})`}: “${oneLine(wholeSentences(lesson, 300), 300)}”`;
  return `- ${candidateId(island, step)}: ${made} It ${describeVerdict(evaluation, from, direction)}${byInstance(evaluation)}.${learnt}`;
}

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
