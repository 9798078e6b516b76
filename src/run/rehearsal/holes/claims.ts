import { isObject, type Json } from "../../../core/index.ts";
import type { AnswerProbe } from "./probe.ts";

/**
 * Answers of which one part is to be believed, by the names of an object's parts or the places in a short list of different
 * things: a number far beyond what it could be, or a part with nothing beside it.
 */
export function claimProbes(answers: readonly Json[]): readonly AnswerProbe[] {
  const named = partsOf(answers[0] ?? null);
  const scalars = named.filter(([, part]) => !isWhole(part)).slice(0, MOST_NAMES);
  const hasMore = scalars.length < named.length && named.some(([, part]) => isWhole(part));
  return [
    ...scalars
      .filter(([, part]) => typeof part === "number")
      .flatMap(([key]) => CLAIMS.map((value) => claimed(key, value, answers))),
    ...(hasMore ? scalars.map(([key]) => keptAlone(key, answers)) : []),
  ];
}

const MOST_NAMES = 6;
const CLAIMS = [1e9, -1e9, 1e-9];

const isWhole = (part: Json): boolean => part !== null && typeof part === "object";

function partsOf(answer: Json): readonly (readonly [key: string, part: Json])[] {
  if (isObject(answer)) return Object.entries(answer);
  const isMixed =
    Array.isArray(answer) && answer.length <= MOST_NAMES && answer.some((part) => isWhole(part));
  return isMixed ? Object.entries(answer as Json[]) : [];
}

function withParts(answer: Json, change: (part: Json, key: string) => Json): Json {
  if (Array.isArray(answer)) return answer.map((part, index) => change(part, String(index)));
  if (!isObject(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, part]) => [key, change(part, key)]));
}

function claimed(name: string, value: number, answers: readonly Json[]): AnswerProbe {
  return {
    kind: "number",
    answer: `the seed's answer with ${value} as its ${JSON.stringify(name)}`,
    outputs: answers.map((answer) => withParts(answer, (part, key) => (key === name ? value : part))),
  };
}

/** The part stays, and what it should be about is null. */
function keptAlone(name: string, answers: readonly Json[]): AnswerProbe {
  return {
    kind: "claim",
    answer: `the seed's ${JSON.stringify(name)} with null for every list and object beside it`,
    outputs: answers.map((answer) =>
      withParts(answer, (part, key) => (key !== name && isWhole(part) ? null : part)),
    ),
  };
}
