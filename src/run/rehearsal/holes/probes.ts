import { isObject, type Json } from "../../../core/index.ts";
import { type Alteration, everyNumber, everyText, itsList, oneNumber, oneTextEmpty } from "./alterations.ts";
import type { Probe } from "./probe.ts";

/** Answers that nobody would call a solution, one for each input, made from the seed's answers or from nothing. */
export interface AnswerProbe extends Probe {
  readonly outputs: readonly Json[];
}

/**
 * All probes of a problem, in a fixed order.
 *
 * @param answers - what the seed returns, one for each input
 */
export function probesOf(inputs: readonly Json[], answers: readonly Json[]): readonly AnswerProbe[] {
  const same = JSON.stringify(answers);
  const changed = ([kind, words, alter]: (typeof ALTERATIONS)[number]): AnswerProbe => ({
    kind,
    answer: `the seed's answer ${words}`,
    outputs: answers.map(alter),
  });
  const altered = [
    ...ALTERATIONS.map(changed),
    ...HARMLESS.map((one): AnswerProbe => ({ ...changed(one), mayBeRight: true })),
  ];
  return [
    ...TRIVIAL.map(
      (value): AnswerProbe => ({
        kind: "trivial",
        answer: `the answer ${JSON.stringify(value)}`,
        outputs: inputs.map(() => value),
      }),
    ),
    ...pathsOf(inputs).flatMap((path) => ownParts(path, inputs)),
    ...[[], ...pathsOf(inputs)].flatMap((path) => columnsOf(path, inputs)),
    { kind: "input", answer: "the input itself", outputs: inputs },
    ...(inputs.length > 1 ? severalOf(answers) : []),
    ...labelsOf(answers),
    ...altered.filter(({ outputs }) => JSON.stringify(outputs) !== same),
  ];
}

const TRIVIAL: readonly Json[] = [
  ...[null, 0, 1, 1e9, -1e9, "", "x", true],
  ...[[], {}, [0], [[]], [null], { score: 1e9 }],
];

/** Changes of the seed's answer, each with its words. */
const ALTERATIONS: readonly (readonly [kind: Probe["kind"], words: string, alter: Alteration])[] = [
  ...[0, 0.3, 0.6, 0.95].flatMap((share) =>
    [1e9, -1e9].map(
      (value) =>
        ["number", `with one number (at ${100 * share} %) set to ${value}`, oneNumber(share, value)] as const,
    ),
  ),
  ["number", "with every number times a billion", everyNumber((value) => value * 1e9)],
  [
    "number",
    "with 1000000000 for every number in its text",
    everyText((text) => text.replace(/\d+(?:\.\d+)?/g, "1000000000")),
  ],
  ["shape", "without its last element", itsList((list) => list.slice(0, -1))],
  ["shape", "with every element the first", itsList((list) => list.map(() => list[0] ?? null))],
  ["shape", "with its first element alone", itsList((list) => list.slice(0, 1))],
  ["broken", "with a text for its first element", itsList((list) => ["x", ...list.slice(1)])],
  ["broken", "with a text for one number", oneNumber(0, "x")],
  ["broken", "with a text for every number", everyNumber(() => "x")],
  ["broken", "with its first text left empty", oneTextEmpty(0)],
  ["broken", "with its last text left empty", oneTextEmpty(0.99)],
  ["broken", "with null for every number", everyNumber(() => null)],
  ["broken", "with an empty list for every number", everyNumber(() => [])],
  ["padding", "with 2,000 letters more in every text", everyText((text) => text + "x".repeat(2000))],
  ["twice", "written twice over", itsList((list) => [...list, ...list])],
  ["often", `written eight times over`, itsList((list) => new Array<readonly Json[]>(8).fill(list).flat())],
];

/** Changes that may leave a right answer right, where it is one of many or compared with some tolerance. */
const HARMLESS: typeof ALTERATIONS = [
  ...[0, 0.3, 0.6, 0.95].map(
    (share) => ["number", `with one number (at ${100 * share} %) set to 0`, oneNumber(share, 0)] as const,
  ),
  ["number", "with every number divided by a billion", everyNumber((value) => value / 1e9)],
  ["number", "with every number times -1", everyNumber((value) => -value)],
  [
    "number",
    "with every other number times -1",
    everyNumber((value, index) => (index % 2 === 0 ? -value : value)),
  ],
  ["number", "with every number 0", everyNumber(() => 0)],
  ["broken", "with every number written as a text", everyNumber((value) => String(value))],
];

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

/** One label for all elements, where answers are long lists of few labels. */
function labelsOf(answers: readonly Json[]): readonly AnswerProbe[] {
  const elements = answers.flatMap((answer) => (Array.isArray(answer) ? (answer as Json[]) : []));
  const labels = [...new Set(elements)];
  const isLabelled = elements.length >= MANY_ELEMENTS && labels.length <= FEW_LABELS;
  if (!isLabelled || labels.some((label) => label !== null && typeof label === "object")) return [];
  return labels.map((label) => ({
    kind: "constant",
    answer: `${JSON.stringify(label)} for every element of the seed's answer`,
    outputs: answers.map(itsList((list) => list.map(() => label))),
  }));
}

const MANY_ELEMENTS = 12;
const FEW_LABELS = 4;

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

/** Probes of how the answers to several inputs become one score. */
function severalOf(answers: readonly Json[]): readonly AnswerProbe[] {
  const places = answers.slice(0, MOST_ANSWERS).map((_, place) => place);
  const texts = new Set<string>();
  const distinct = places.filter((place) => {
    const text = JSON.stringify(answers[place]);
    return !texts.has(text) && texts.add(text);
  });
  const alone = (place: number, rubbish: Json): readonly Json[] =>
    answers.map((answer, at) => (at === place ? answer : rubbish));
  return [
    ...distinct.map((place): AnswerProbe => {
      const answer = `the seed's answer to input ${place + 1}, given to every input`;
      return { kind: "constant", answer, outputs: answers.map(() => answers[place] ?? null) };
    }),
    ...(distinct.length > 1 && answers.every((answer) => typeof answer === "string")
      ? [
          {
            kind: "constant" as const,
            answer: "the seed's answers to several inputs in one text, given to every input",
            outputs: answers.map(() => distinct.map((place) => answers[place]).join(" ")),
          },
        ]
      : []),
    ...places.map((place): AnswerProbe => {
      const answer = `null for every input but input ${place + 1}, with the seed's answer there`;
      return { kind: "single", answer, outputs: alone(place, null) };
    }),
    ...RUBBISH.map((rubbish): AnswerProbe => {
      const answer = `the seed's answer to the first input and ${JSON.stringify(rubbish)} for the others`;
      return { kind: "first", answer, outputs: alone(0, rubbish) };
    }),
  ];
}

const MOST_ANSWERS = 4;
const RUBBISH: readonly Json[] = [null, 1e9, []];
