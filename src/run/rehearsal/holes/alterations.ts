import { isObject, type Json } from "../../../core/index.ts";

/** An answer made of another one. */
export type Alteration = (answer: Json) => Json;

/** The answer with each of its leaves (what is neither a list nor an object) changed, in their order. */
function withLeaves(answer: Json, change: (leaf: Json) => Json): Json {
  if (Array.isArray(answer)) return answer.map((part) => withLeaves(part, change));
  if (!isObject(answer)) return change(answer);
  return Object.fromEntries(Object.entries(answer).map(([key, part]) => [key, withLeaves(part, change)]));
}

/** Every number of an answer is changed; the second argument counts them from 0. */
export function everyNumber(change: (value: number, index: number) => Json): Alteration {
  return (answer) => {
    let index = 0;
    return withLeaves(answer, (leaf) => (typeof leaf === "number" ? change(leaf, index++) : leaf));
  };
}

/** One number of an answer is replaced, the one at a share (0 to 1) of the way through all of them. */
export function oneNumber(share: number, value: Json): Alteration {
  return numbersAt([share], () => value);
}

/** One number of an answer gets more and another one as much less, so that their sum stays; nothing where both are one. */
export function moved(from: number, to: number, amount: number): Alteration {
  return (answer) => {
    const [at = 0, other = 0] = placesOf([from, to], answer);
    if (at === other) return answer;
    return numbersAt([from, to], (before, place) => before + (place === at ? -amount : amount))(answer);
  };
}

/** Some numbers of an answer are changed, those at these shares (0 to 1) of the way through all of them. */
function numbersAt(shares: readonly number[], change: (value: number, place: number) => Json): Alteration {
  return (answer) => {
    const places = placesOf(shares, answer);
    return everyNumber((before, index) => (places.includes(index) ? change(before, index) : before))(answer);
  };
}

/** Places of numbers among all of an answer's, by their shares of the way. */
function placesOf(shares: readonly number[], answer: Json): readonly number[] {
  let count = 0;
  everyNumber(() => count++)(answer);
  return shares.map((share) => Math.floor(share * count));
}

/** One text of an answer is left empty, the one at a share (0 to 1) of the way through all of them. */
export function oneTextEmpty(share: number): Alteration {
  return (answer) => {
    let count = 0;
    everyText((text) => {
      count++;
      return text;
    })(answer);
    const at = Math.floor(share * count);
    let index = 0;
    return everyText((text) => (index++ === at ? "" : text))(answer);
  };
}

/** Every text of an answer is changed. */
export function everyText(change: (text: string) => string): Alteration {
  return (answer) => withLeaves(answer, (leaf) => (typeof leaf === "string" ? change(leaf) : leaf));
}

/** The answer's list is changed: the answer itself, or the first list among an object's properties. */
export function itsList(change: (list: readonly Json[]) => readonly Json[]): Alteration {
  return (answer) => {
    if (Array.isArray(answer)) return change(answer);
    if (!isObject(answer)) return answer;
    const entries = Object.entries(answer);
    const at = entries.findIndex(([, value]) => Array.isArray(value));
    return Object.fromEntries(
      entries.map(([key, value], index) => [key, index === at ? change(value as readonly Json[]) : value]),
    );
  };
}

/** The elements of the answer's list are changed, in their order. */
export function everyElement(
  change: (element: Json, index: number, list: readonly Json[]) => Json,
): Alteration {
  return itsList((list) => list.map(change));
}

/** Numbers that stand in one column of a table are kept or changed otherwise than the rest; a table's rows are its elements' numbers. */
export function byColumn(
  column: number,
  { own, others }: { readonly own: Leaf; readonly others: Leaf },
): Alteration {
  const change = everyNumber((value, index) => (index === column ? own : others)(value));
  return everyElement((row) => (row !== null && typeof row === "object" ? change(row) : row));
}

type Leaf = (value: number) => Json;
