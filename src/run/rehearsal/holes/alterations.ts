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
  return (answer) => {
    let count = 0;
    everyNumber(() => count++)(answer);
    const at = Math.floor(share * count);
    return everyNumber((before, index) => (index === at ? value : before))(answer);
  };
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
