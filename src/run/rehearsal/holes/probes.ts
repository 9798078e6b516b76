import { type Json, isObject } from "../../../core/index.ts";
import { ALTERATIONS, type Change, HARMLESS, ONE_ALONE } from "./changed-answers.ts";
import { claimProbes } from "./claims.ts";
import { inputProbes } from "./input-parts.ts";
import type { AnswerProbe } from "./probe.ts";
import { severalProbes } from "./several-answers.ts";

/**
 * All probes of a problem, in a fixed order.
 *
 * @param answers - what the seed returns, one for each input
 * @param description - the problem in words, which may tell how many elements are asked for
 */
export function probesOf(
  inputs: readonly Json[],
  answers: readonly Json[],
  description: string,
): readonly AnswerProbe[] {
  const isTold = isLengthTold(inputs, answers, description);
  const isOneEach = isAsLongAsInput(inputs, answers);
  const changed = ([kind, words, alter]: Change): AnswerProbe => ({
    // to leave out one of many may be a move of the game, all but one is none
    kind: kind === "fewer" && !isTold && !(isOneEach && words === ONE_ALONE) ? "shape" : kind,
    answer: `the seed's answer ${words}`,
    outputs: answers.map(alter),
  });
  const altered = [
    ...ALTERATIONS.map(changed),
    ...HARMLESS.map((one): AnswerProbe => ({ ...changed(one), mayBeRight: true })),
    ...claimProbes(answers),
  ];
  return distinct(JSON.stringify(answers), [
    ...TRIVIAL.map(
      (value): AnswerProbe => ({
        kind: "trivial",
        answer: `the answer ${JSON.stringify(value)}`,
        outputs: inputs.map(() => value),
      }),
    ),
    ...inputProbes(inputs, answers),
    ...severalProbes(inputs, answers),
    ...altered,
  ]);
}

/** Probes that change something, each of its kind once. */
function distinct(same: string, probes: readonly AnswerProbe[]): readonly AnswerProbe[] {
  const seen = new Set<string>();
  return probes.filter(({ kind, outputs }) => {
    const text = JSON.stringify(outputs);
    const isNew = !seen.has(kind + text) && (text !== same || !CHANGES.has(kind));
    return isNew && seen.add(kind + text);
  });
}

/** Kinds that are changes of the seed's answers. */
const CHANGES: ReadonlySet<AnswerProbe["kind"]> = new Set([
  ...(["number", "claim", "shape", "fewer", "broken", "padding", "variant"] as const),
  ...(["twice", "often", "head", "tail", "digits"] as const),
]);

const TRIVIAL: readonly Json[] = [
  ...[null, 0, 1, 1e9, -1e9, "", "x", "é\u0301😀\n\0", true],
  ...[[], {}, [0], [[]], [null], { score: 1e9 }],
];

/** True where the length of every answer's list is a number of its input, or one that the description names. */
function isLengthTold(inputs: readonly Json[], answers: readonly Json[], description: string): boolean {
  return answers.every((answer, index) => {
    const length = lengthOf(answer);
    if (length < SHORTEST) return false;
    const isNamed = new RegExp(`\\b${length}\\b`).test(description);
    return isNamed || holds(inputs[index] ?? null, (part) => part === length);
  });
}

/** True where every answer's list has as many elements as a list of its input. */
function isAsLongAsInput(inputs: readonly Json[], answers: readonly Json[]): boolean {
  return answers.every((answer, index) => {
    const length = lengthOf(answer);
    if (length < SHORTEST) return false;
    return holds(inputs[index] ?? null, (part) => Array.isArray(part) && part.length === length);
  });
}

const SHORTEST = 3;

/** The number of elements of an answer's list: the answer itself, or the first list among its properties; 0 for none. */
function lengthOf(answer: Json): number {
  if (Array.isArray(answer)) return answer.length;
  return isObject(answer) ? (Object.values(answer).find(Array.isArray)?.length ?? 0) : 0;
}

/** True where a value or a part of it is such; elements of lists are data. */
function holds(value: Json, is: (part: Json) => boolean): boolean {
  return is(value) || (isObject(value) && Object.values(value).some((part) => holds(part, is)));
}
