import type { Tongue } from "./blind-answers.ts";
import { FORESIGHT_IN_JAVASCRIPT } from "./foresight.ts";

/** Blind policies in JavaScript, which TypeScript takes as well. */
export const blindJavaScript: Tongue = {
  blindPolicy: (entryPoint, answer) => `${ANSWERS}
export function ${entryPoint}(...setup) {
  const turns = new Map();
  return galapagosBlind((name, args) => {
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const it = galapagosAnswers(setup, args, turn);
    return ${answer};
  });
}
`,
  changedPolicy: (source, entryPoint, change) => `${unexported(source, entryPoint)}
${BLIND}
const galapagosChange = (() => { ${FUNCTIONS} return ${change}; })();
function galapagosChanged(...setup) {
  const policy = ${entryPoint}(...setup);
  return galapagosBlind((name, args) => {
    const answer = policy[name](...args);
    return typeof answer?.then === "function" ? answer.then(galapagosChange) : galapagosChange(answer);
  });
}
export { galapagosChanged as ${entryPoint} };
`,
  foreseeingPolicy: (source, entryPoint) => `${unexported(source, entryPoint)}
${BLIND}
${FORESIGHT_IN_JAVASCRIPT}
function galapagosForeseeing(...setup) {
  const policy = ${entryPoint}(...setup);
  const look = galapagosForesight(setup);
  return galapagosBlind((name, args) => {
    look(name, args);
    return policy[name](...args);
  });
}
export { galapagosForeseeing as ${entryPoint} };
`,
  steadyPolicy: (source) => `${STEADY}${source}`,
};

/** One line, so that a program's own lines keep their numbers but for one. */
const STEADY =
  "{ let state = 1; Math.random = () => (state = (state * 16807) % 2147483647) / 2147483647; }\n";

/** A program that keeps its entry point to itself; unchanged, and so no program any more, where it exports it otherwise. */
function unexported(source: string, entryPoint: string): string {
  return source.replace(
    new RegExp(`\\bexport\\s+(?=(?:async\\s+)?(?:function|const|let)\\s+${entryPoint}\\b)`),
    "",
  );
}

/** Every name is a method, but what would make a promise of it. */
const BLIND = `
const galapagosBlind = (answer) =>
  new Proxy({}, { get: (_, name) => (typeof name !== "string" || name === "then" ? undefined : (...args) => answer(name, args)) });`;

const ANSWERS = `${BLIND}
const galapagosParts = (whole) => {
  const found = [];
  let open = [whole];
  for (let depth = 0; depth < 4; depth++) {
    open = open.flatMap((value) => (value !== null && typeof value === "object" ? Object.values(value).slice(0, 8) : []));
    found.push(...open);
  }
  return found;
};
const galapagosAnswers = (setup, args, turn) => {
  const given = (k) => {
    const parts = galapagosParts(setup);
    if (k >= parts.length) throw new Error("there is no such part");
    return parts[k];
  };
  return {
    constant: (text) => JSON.parse(text),
    asked: (k) => galapagosParts(args)[k] ?? null,
    given,
    series: (k) => given(k)?.[turn] ?? null,
    looked_up: (k) => given(k)?.[args[0]] ?? null,
  };
};`;

const FUNCTIONS = `
const leaves = (value, change) => Array.isArray(value) ? value.map((part) => leaves(part, change))
  : value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, leaves(part, change)]))
  : change(value);
const numbers = (change) => (answer) => leaves(answer, (value) => (typeof value === "number" ? change(value) : value));
const lists = (change) => (answer) => (Array.isArray(answer) ? change(answer) : answer);
const huge_at = (place) => (answer) => {
  let count = 0, at = 0;
  numbers((value) => (count++, value))(answer);
  return numbers((value) => (at++ === (place + count) % Math.max(1, count) ? value * 1e9 : value))(answer);
};
const isList = (value) => value !== null && typeof value === "object";
const claimed = (answer) => {
  const parts = isList(answer) ? Object.values(answer) : [];
  if (parts.every(isList) || !parts.some(isList)) throw new Error("nothing is claimed");
  return Array.isArray(answer) ? answer.map((part) => (isList(part) ? null : part))
    : Object.fromEntries(Object.entries(answer).map(([key, part]) => [key, isList(part) ? null : part]));
};
const huge = numbers((value) => value * 1e9), negative = numbers((value) => -value), zero = numbers(() => 0);
const worded = numbers(() => "x"), emptied = numbers(() => null);
const padded = (answer) => leaves(answer, (value) => (typeof value === "string" ? value + "x".repeat(2000) : value));
const shorter = lists((list) => list.slice(0, -1)), single = lists((list) => list.slice(0, 1));
const twice = lists((list) => [...list, ...list]), often = lists((list) => new Array(8).fill(list).flat());`;
