import type { Json } from "../../../core/index.ts";
import {
  type Alteration,
  byColumn,
  everyElement,
  everyNumber,
  everyText,
  itsList,
  moved,
  oneNumber,
  oneTextEmpty,
} from "./alterations.ts";
import type { Probe } from "./probe.ts";

/** A change of the seed's answer, with its words. */
export type Change = readonly [kind: Probe["kind"], words: string, alter: Alteration];

const NUMBERS: readonly Change[] = [
  ...[0, 0.3, 0.6, 0.95].flatMap((share) =>
    [1e9, -1e9].map((value): Change => {
      const words = `with one number (at ${100 * share} %) set to ${value}`;
      return ["number", words, oneNumber(share, value)];
    }),
  ),
  ["number", "with every number times a billion", everyNumber((value) => value * 1e9)],
  ["number", "with every number times 1e200", everyNumber((value) => value * 1e200)],
  ...[0, 1].map((odd): Change => {
    const change = (value: number, index: number) => (index % 2 === odd ? -1e9 : 1e9) * value;
    return [
      "number",
      `with every other number, from number ${odd + 1} on, times -1e9 and the others times 1e9`,
      everyNumber(change),
    ];
  }),
  ...pairs([0, 0.3, 0.6, 0.95]).flatMap(([from, to]) =>
    [2 ** 20, 2 ** 30].map((amount): Change => {
      const words = `with ${amount} taken from one number (at ${100 * from} %) and given to another one (at ${100 * to} %)`;
      return ["number", words, moved(from, to, amount)];
    }),
  ),
  [
    "number",
    "with 1000000000 for every number in its text",
    everyText((text) => text.replace(/\d+(?:\.\d+)?/g, "1000000000")),
  ],
];

/** Two of these, next to each other or the ends, in both orders. */
function pairs(shares: readonly number[]): readonly (readonly [number, number])[] {
  return shares.flatMap((share, index) => {
    const next = shares[(index + 1) % shares.length] ?? share;
    return [
      [share, next],
      [next, share],
    ] as const;
  });
}

/** Words of the change that leaves one element alone. */
export const ONE_ALONE = "with its first element alone";

const SHAPES: readonly Change[] = [
  ["fewer", "without its last element", itsList((list) => list.slice(0, -1))],
  ["fewer", ONE_ALONE, itsList((list) => list.slice(0, 1))],
  ["fewer", "with its first two elements alone", itsList((list) => list.slice(0, 2))],
  [
    "fewer",
    "with its first and its last element alone",
    itsList((list) => [...list.slice(0, 1), ...list.slice(-1)]),
  ],
  ["fewer", "with its first half alone", itsList((list) => list.slice(0, Math.ceil(list.length / 2)))],
  ["fewer", "with every other element alone", itsList((list) => list.filter((_, index) => index % 2 === 0))],
  ["shape", "with every element the first", everyElement((_, __, [first = null]) => first)],
];

/** Numbers that are none pass comparisons which ask for what is wrong, and others beside them may then be anything. */
const BROKEN: readonly Change[] = [
  ["broken", "with a text for its first element", itsList((list) => ["x", ...list.slice(1)])],
  ["broken", "with a text for one number", oneNumber(0, "x")],
  ["broken", "with a text for every number", everyNumber(() => "x")],
  ["broken", "with its first text left empty", oneTextEmpty(0)],
  ["broken", "with its last text left empty", oneTextEmpty(0.99)],
  ["broken", "with null for every number", everyNumber(() => null)],
  ["broken", "with an empty list for every number", everyNumber(() => [])],
  ...[0, 1, 2].flatMap((column) =>
    (["x", null] as const).map((none): Change => {
      const words = `with ${none === null ? "null" : "a text"} for every number of its rows but number ${column + 1}, which is a billion times as large`;
      return ["broken", words, byColumn(column, { own: (value) => value * 1e9, others: () => none })];
    }),
  ),
];

/** Lists written again: as they are, in another spelling, a hair away. */
const AGAIN: readonly Change[] = [
  ["padding", "with 2,000 letters more in every text", everyText((text) => text + "x".repeat(2000))],
  ...(
    [
      ["", (element: Json): Json => element],
      [" in another spelling", (element: Json, copy: number): Json => spelledAnew(copy)(element)],
      [" a hair away", (element: Json, copy: number): Json => aHairAway(copy)(element)],
    ] as const
  ).flatMap(([words, write]): readonly Change[] => [
    ["twice", `written twice over${words}`, again(2, write)],
    ["often", `written eight times over${words}`, again(8, write)],
  ]),
];

function again(times: number, write: (element: Json, copy: number) => Json): Alteration {
  const copies = [...new Array(times).keys()];
  return itsList((list) => copies.flatMap((copy) => list.map((element) => write(element, copy))));
}

/** Spaces and capitals, as many as tell one copy from another. */
function spelledAnew(copy: number): Alteration {
  return everyText((text) => (copy % 2 === 0 ? text : text.toUpperCase()) + " ".repeat(copy >> 1));
}

const aHairAway = (copy: number): Alteration => everyNumber((value) => value * (1 - copy * HAIR));
const HAIR = 1e-12;

/** Changes of the seed's answer that leave no solution, or should not. */
export const ALTERATIONS: readonly Change[] = [...NUMBERS, ...SHAPES, ...BROKEN, ...AGAIN];

/** A list of lists shared out anew: the first one gets all there is, and the others are empty. */
const inOneList: Alteration = itsList((list) =>
  list.every(Array.isArray) ? list.map((_, index) => (index === 0 ? list.flat() : [])) : list,
);

/** Answers that a program may well give, which tell only whether the scorer bears them. */
const VARIANTS: readonly Change[] = [
  ["variant", "backwards", itsList((list) => list.toReversed())],
  [
    "variant",
    "with its first two elements equal",
    everyElement((own, index, [first = null]) => (index === 1 ? first : own)),
  ],
  ["variant", "with all elements of its lists in the first one", inOneList],
  ["variant", "with whole numbers", everyNumber((value) => Math.round(value))],
  ["variant", "with every number 1", everyNumber(() => 1)],
  ...[0.9, 1.1].map(
    (factor): Change => [
      "variant",
      `with every number times ${factor}`,
      everyNumber((value) => value * factor),
    ],
  ),
  ...[0, 0.3, 0.6, 0.95].flatMap((share) =>
    [1, -1, 0.5].map(
      (value): Change => [
        "variant",
        `with one number (at ${100 * share} %) set to ${value}`,
        oneNumber(share, value),
      ],
    ),
  ),
];

/** Changes that may leave a right answer right, where it is one of many or compared with some tolerance. */
export const HARMLESS: readonly Change[] = [
  ...VARIANTS,
  ...[0, 0.3, 0.6, 0.95].map((share): Change => {
    return ["number", `with one number (at ${100 * share} %) set to 0`, oneNumber(share, 0)];
  }),
  ["number", "with every number divided by a billion", everyNumber((value) => value / 1e9)],
  ["number", "with every number times 1e-200", everyNumber((value) => value * 1e-200)],
  ["number", "with every number times -1", everyNumber((value) => -value)],
  [
    "number",
    "with every other number times -1",
    everyNumber((value, index) => (index % 2 === 0 ? -value : value)),
  ],
  ["number", "with every number 0", everyNumber(() => 0)],
  ["broken", "with every number written as a text", everyNumber((value) => String(value))],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((step): Change => {
    const share = step * 2 ** -40;
    return [
      "digits",
      `with every number ${share} of itself larger`,
      everyNumber((value) => value * (1 + share)),
    ];
  }),
];
