import { isObject, type Json } from "../../../core/index.ts";
import type { AnswerProbe } from "./probe.ts";

/**
 * Parts of the inputs as the answers to them: as they are, as numbers, as columns of tables, and in the place of each part of
 * what the seed answers.
 */
export function inputProbes(inputs: readonly Json[], answers: readonly Json[]): readonly AnswerProbe[] {
  const paths = pathsOf(inputs);
  const parts: readonly AnswerProbe[] = [
    ...paths.flatMap((path) => ownParts(path, inputs)),
    ...[[], ...paths].flatMap((path) => wordsOf(path, inputs)),
    ...[[], ...paths].flatMap((path) => columnsOf(path, inputs)),
    { kind: "input", answer: "the input itself", outputs: inputs },
  ];
  return [...parts, ...parts.flatMap((part) => inPlace(part, answers))];
}

/** A part of each input as the answer to it; also as a number, where it is the text of one. */
function ownParts(path: readonly string[], inputs: readonly Json[]): readonly AnswerProbe[] {
  const answer = `the input's own ${JSON.stringify(path.join("."))}`;
  const outputs = inputs.map((input) => partOf(input, path));
  const plain: AnswerProbe = { kind: "input", answer, outputs };
  const isNumeric = outputs.every((part) => typeof part === "string" && Number.isFinite(Number(part)));
  return isNumeric
    ? [plain, { kind: "input", answer: `${answer} as a number`, outputs: outputs.map(Number) }]
    : [plain];
}

/** A word of a name at this place of each input, `billing` of `billing-0017`, as the answer to it. */
function wordsOf(path: readonly string[], inputs: readonly Json[]): readonly AnswerProbe[] {
  const names = inputs.map((input) => partOf(input, path));
  if (!names.every((name) => typeof name === "string" && NAME.test(name))) return [];
  const words = names.map((name) => String(name).split(BETWEEN_WORDS));
  const fewest = Math.min(...words.map(({ length }) => length), MOST_WORDS);
  const whole = path.length === 0 ? "the input" : `the input's own ${JSON.stringify(path.join("."))}`;
  return Array.from({ length: fewest }, (_, place) => ({
    kind: "input",
    answer: `word ${place + 1} of ${whole}`,
    outputs: words.map((own) => own[place] ?? null),
  }));
}

/** Names of things, paths and addresses: words without spaces between them. */
const NAME = /^[^\s\-_./:#@]+(?:[-_./:#@][^\s\-_./:#@]+)+$/;
const BETWEEN_WORDS = /[-_./:#@]/;
const MOST_WORDS = 4;

/** A part of each input in the place of one part of the seed's answer, where both are of one type. */
function inPlace(
  { answer: words, outputs: parts }: AnswerProbe,
  answers: readonly Json[],
): readonly AnswerProbe[] {
  const [first = null] = answers;
  if (!isObject(first)) return [];
  return Object.keys(first)
    .slice(0, MOST_PLACES)
    .filter((key) => typeOf(first[key] ?? null) === typeOf(parts[0] ?? null))
    .map((key) => ({
      kind: "input",
      answer: `the seed's answer with ${words} as its ${JSON.stringify(key)}`,
      outputs: answers.map((answer, index) =>
        isObject(answer) ? { ...answer, [key]: parts[index] ?? null } : answer,
      ),
    }));
}

const MOST_PLACES = 6;
const typeOf = (value: Json): string => (Array.isArray(value) ? "list" : typeof value);

/** A column of the table at this place of each input, as the answer to it. */
function columnsOf(path: readonly string[], inputs: readonly Json[]): readonly AnswerProbe[] {
  const first = partOf(inputs[0] ?? null, path);
  if (!Array.isArray(first) || first.length <= SHORT_LIST) return [];
  const [row = null] = first as Json[];
  if (row === null || typeof row !== "object") return [];
  return Object.keys(row)
    .slice(0, MOST_COLUMNS)
    .map((key) => ({
      kind: "input",
      answer: `the column ${JSON.stringify(key)} of the input's ${path.length === 0 ? "rows" : JSON.stringify(path.join("."))}`,
      outputs: inputs.map((input) => {
        const rows = partOf(input, path);
        return Array.isArray(rows) ? rows.map((one) => partOf(one as Json, [key])) : null;
      }),
    }));
}

const MOST_COLUMNS = 8;

function partOf(input: Json, path: readonly string[]): Json {
  let part: Json = input;
  for (const key of path) {
    if (part === null || typeof part !== "object") return null;
    part = (part as { readonly [key: string]: Json })[key] ?? null;
  }
  return part;
}

/** Ways to the parts of an input, the outer ones first; not to all of them. */
function pathsOf([first = null]: readonly Json[]): readonly (readonly string[])[] {
  const paths: string[][] = [];
  let open: string[][] = [[]];
  for (let depth = 0; depth < DEEPEST_PART; depth++) {
    const inner = open.flatMap((path) => keysOf(partOf(first, path)).map((key) => [...path, key]));
    paths.push(...inner);
    open = inner;
  }
  return paths.slice(0, MOST_PARTS);
}

/** Names of an object's parts, or places of a short list's. */
function keysOf(part: Json): readonly string[] {
  if (Array.isArray(part)) return part.length <= SHORT_LIST ? part.map((_, index) => String(index)) : [];
  return isObject(part) ? Object.keys(part) : [];
}

const DEEPEST_PART = 4;
const MOST_PARTS = 16;
const SHORT_LIST = 3;
