import type { Json } from "../../../core/index.ts";
import { itsList } from "./alterations.ts";
import type { AnswerProbe } from "./probe.ts";

/** Probes of how the answers to several inputs, or the elements of one, become one score. */
export function severalProbes(inputs: readonly Json[], answers: readonly Json[]): readonly AnswerProbe[] {
  return [...(inputs.length > 1 ? severalOf(answers) : []), ...labelsOf(answers), ...endsOf(answers)];
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

/** One answer for all, and answers to some inputs alone. */
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

/** Rubbish at one end: for the first or the last input, and for the first or the last element of each answer. */
function endsOf(answers: readonly Json[]): readonly AnswerProbe[] {
  return RUBBISH.flatMap((rubbish): AnswerProbe[] => {
    const text = JSON.stringify(rubbish);
    const at = (place: number, list: readonly Json[]): readonly Json[] => list.with(place, rubbish);
    const inputs =
      answers.length > 1
        ? ENDS.map(([kind, end, place]): AnswerProbe => {
            return { kind, answer: `${text} for the ${end} input`, outputs: at(place, answers) };
          })
        : [];
    const elements = ENDS.map(([kind, end, place]): AnswerProbe => {
      const outputs = answers.map(itsList((list) => (list.length > 1 ? at(place, list) : list)));
      return { kind, answer: `${text} for the ${end} element`, outputs };
    });
    return [...inputs, ...elements];
  });
}

const ENDS = [
  ["head", "first", 0],
  ["tail", "last", -1],
] as const;
