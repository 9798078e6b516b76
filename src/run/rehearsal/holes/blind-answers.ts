import type { Probe } from "./probe.ts";

/** A blind answer or a change of an answer: its kind, its words, and an expression that every tongue understands. */
export type Row = readonly [kind: Probe["kind"], words: string, expression: string];

/** How programs that are put to a policy's problem are written in a language. */
export interface Tongue {
  /** A policy that answers every question by an expression of {@link BLIND_ANSWERS}. */
  readonly blindPolicy: (entryPoint: string, answer: string) => string;
  /** A policy whose answers are changed by one of {@link CHANGES}. */
  readonly changedPolicy: (source: string, entryPoint: string, change: string) => string;
  /** A policy that fails where what it is asked stood, in order, in its set-up. */
  readonly foreseeingPolicy: (source: string, entryPoint: string) => string;
  /** A policy whose draws are the same under every evaluation seed. */
  readonly steadyPolicy: (source: string) => string;
}

const constant = (value: unknown): Row => {
  const text = JSON.stringify(value);
  return ["trivial", `the answer ${text} to every question`, `it.constant(${JSON.stringify(text)})`];
};

const upTo = (count: number): readonly number[] => [...new Array(count).keys()];

/**
 * Answers without a thought. `it.asked(k)` is the k-th part of what a question brings, `it.given(k)` of what the program was made
 * with, `it.series(k)` the element of that part for this turn, `it.looked_up(k)` its element by the name or number that is asked.
 */
export const BLIND_ANSWERS: readonly Row[] = [
  ...[null, 0, 1, 1e9, -1e9, "", "x", true, [], {}, [0]].map(constant),
  ...upTo(8).map(
    (k): Row => ["input", `part ${k + 1} of each question as the answer to it`, `it.asked(${k})`],
  ),
  ...upTo(6).flatMap((k): Row[] => [
    ["input", `part ${k + 1} of the set-up as the answer to every question`, `it.given(${k})`],
    ["input", `part ${k + 1} of the set-up, one element a question,`, `it.series(${k})`],
    ["input", `part ${k + 1} of the set-up, looked up by what is asked,`, `it.looked_up(${k})`],
  ]),
];

/** Changes of what a program answers, each by the name of a function. */
export const CHANGES: readonly Row[] = [
  ["number", "with every number times a billion", "huge"],
  ["number", "with every number times -1", "negative"],
  ["number", "with every number 0", "zero"],
  ...[0, 1, 2, -1].map((place): Row => {
    const words = place < 0 ? "its last number" : `number ${place + 1}`;
    return ["number", `with ${words} times a billion`, `huge_at(${place})`];
  }),
  ["shape", "with lists that lack their last element", "shorter"],
  ["shape", "with lists of their first element alone", "single"],
  ["broken", "with a text for every number", "worded"],
  ["broken", "with null for every number", "emptied"],
  ["claim", "with null for every list beside a number", "claimed"],
  ["padding", "with 2,000 letters more in every text", "padded"],
  ["twice", "with lists written twice over", "twice"],
  ["often", "with lists written eight times over", "often"],
];
