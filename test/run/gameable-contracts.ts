import type { Hole } from "../../src/run/rehearsal/holes/hole.ts";
import type { Sketch } from "./holes-in.ts";

/** A problem that can be gamed: the kind of hole that is to be named, and what is wrong in words. */
type Gameable = readonly [kind: Hole["kind"], what: string, sketch: Sketch];
type Sound = readonly [what: string, sketch: Sketch];

const known = (...values: readonly number[]) =>
  values.map((value, index) => ({ value, source: `author ${index}` }));

/** A policy problem: its simulation, its scorer and the methods of its seed. */
const plays = (
  simulate: string,
  method: string,
  { before = "", inputs = [1, 2, 3], ...rest }: Partial<Sketch> & { before?: string } = {},
): Sketch => ({
  contract: "policy",
  inputs,
  source: `export function create(setup) { return { ${method} }; }`,
  scorer: `${before}
export const simulate = async ({ input, seed, create }) => { ${simulate} };
export default (outcomes) => ({ score: outcomes.reduce((sum, { points }) => sum + points, 0) });`,
  ...rest,
});

const GUESS = "Array.from({ length: 20 }, (_, k) => (k * k * (input + 3)) % 7)";
const GUESSES = `const policy = create({}); let points = 0; let last = 0;
for (const next of ${GUESS}) { if ((await policy.ask("next", last)) === next) points++; last = next; }
return { points };`;

/** Simulations that pay for what is no play. */
export const GAMEABLE_POLICIES: readonly Gameable[] = [
  [
    "answers",
    "the set-up holds what comes",
    plays(
      `const coming = ${GUESS}; const policy = create({ about: { n: input, coming } }); let points = 0;
for (const next of coming) if ((await policy.ask("next")) === next) points++;
return { points };`,
      "next() { return 4; }",
    ),
  ],
  [
    "answers",
    "the set-up tells prices that come later",
    plays(
      `const prices = ${GUESS}; const policy = create({ market: { days: prices.map((price) => ({ price })) } }); let points = 50; let held = 0;
for (const price of prices) { const order = await policy.ask("trade", { price }); if (order === 1 && held < 3) { held++; points -= price; } if (order === -1 && held > 0) { held--; points += price; } }
return { points };`,
      "trade({ price }) { return price < 3 ? 1 : -1; }",
    ),
  ],
  [
    "believes",
    "the quantity beside a price is unbounded",
    plays(
      `const policy = create({}); let points = 0;
for (const most of ${GUESS}) { const { price, quantity } = (await policy.ask("quote")) ?? {}; if (typeof price === "number" && typeof quantity === "number" && price <= most) points += price * quantity; }
return { points };`,
      "quote() { return { price: 3, quantity: 1 }; }",
    ),
  ],
  [
    "answers",
    "the set-up is a table of right answers",
    plays(
      `const names = ["a", "b", "c", "d"]; const table = Object.fromEntries(names.map((name, k) => [name, (k * input) % 5]));
const policy = create({ table }); let points = 0;
for (const name of names) if ((await policy.ask("value", name)) === table[name]) points++;
return { points };`,
      "value() { return 2; }",
    ),
  ],
  [
    "answers",
    "the question holds its answer",
    plays(
      `const policy = create({}); let points = 0;
for (const label of ${GUESS}) if ((await policy.ask("label", { x: label % 3, meta: { y: label } })) === label) points++;
return { points };`,
      "label({ x }) { return x; }",
    ),
  ],
  [
    "constant",
    "who answers nothing loses nothing",
    plays(
      `const policy = create({}); let points = 0;
for (const next of ${GUESS}) { const said = await policy.ask("next"); if (typeof said === "number") points -= Math.abs(said - next); }
return { points };`,
      "next() { return 3; }",
    ),
  ],
  [
    "believes",
    "any quantity may be bought on credit",
    plays(
      `const policy = create({}); let points = 0; let price = 10;
for (const next of ${GUESS}) { const now = 8 + next; const held = Number(await policy.ask("hold", price)); if (Number.isFinite(held)) points += held * (now - price); price = now; }
return { points };`,
      "hold(price) { return price < 11 ? 1 : 0; }",
    ),
  ],
  [
    "padding",
    "long words get more",
    plays(
      `const said = await create({}).ask("name"); return { points: typeof said === "string" ? said.length / 10 : 0 };`,
      'name() { return "evolve"; }',
    ),
  ],
  [
    "order",
    "later episodes get more",
    plays(
      `episodes++; ${GUESSES.replace("points }", "points: points + (episodes > 9 ? 1 : 0) }")}`,
      "next() { return 4; }",
      {
        before: "let episodes = 0;",
      },
    ),
  ],
  [
    "seed",
    "each program meets days of its own",
    plays(GUESSES.replace("(input + 3)", "(input + (seed % 5))"), "next() { return 4; }"),
  ],
  [
    "clock",
    "quick answers get more",
    plays(
      `const begun = performance.now(); const said = await create({}).ask("next"); return { points: said === 1 ? 1 - (performance.now() - begun) / 1e9 : 0 };`,
      "next() { return 1; }",
    ),
  ],
  [
    "crash",
    "answers are taken for places",
    plays(
      `const table = [{ n: 1 }, { n: 2 }]; return { points: table[await create({}).ask("place")].n };`,
      "place() { return 1; }",
    ),
  ],
];

/** Run time that is the objective: the scorer says what is right, and what the time is worth. */
const timed = (
  check: string,
  {
    before = "",
    worth = "1 / (timing?.relativeTime ?? 1)",
    ...rest
  }: Partial<Sketch> & { before?: string; worth?: string } = {},
): Sketch => ({
  timing: { maxPairs: 8 },
  inputs: [
    [3, 1, 2, 9],
    [9, 4, 6, 5],
  ],
  answer: "input.toSorted((a, b) => a - b)",
  scorer: `${before}
export default (outputs, { inputs, seed, timing }) => {
  for (const [k, output] of outputs.entries()) { ${check} }
  return { score: ${worth} };
};`,
  ...rest,
});

const IS_SORTED = `const want = [...inputs[k]].sort((a, b) => a - b);
if (!Array.isArray(output) || output.length !== want.length || output.some((value, at) => value !== want[at])) return { invalid: "not sorted" };`;

/** Scorers that take wrong answers for right ones, so that the quickest is to compute nothing; and times that are not measured. */
export const GAMEABLE_TIMES: readonly Gameable[] = [
  ["constant", "a list is a list", timed(`if (!Array.isArray(output)) return { invalid: "a list" };`)],
  [
    "constant",
    "an order is all that is asked for",
    timed(
      `if (!Array.isArray(output) || output.some((value, at) => at > 0 && !(output[at - 1] <= value))) return { invalid: "not sorted" };`,
    ),
  ],
  [
    "answers",
    "the elements alone are compared, not their order",
    timed(
      `if (!Array.isArray(output) || output.length !== inputs[k].length || inputs[k].some((value) => !output.includes(value))) return { invalid: "other elements" };`,
    ),
  ],
  [
    "believes",
    "the first element is looked at",
    timed(
      `if (!Array.isArray(output) || output[0] !== Math.min(...inputs[k])) return { invalid: "not sorted" };`,
    ),
  ],
  ["skipped", "the first answer alone is judged", timed(`if (k === 0) { ${IS_SORTED} }`)],
  ["clock", "the raw time is the score", timed(IS_SORTED, { worth: "1000 / (timing.medianMs + 1)" })],
  ["seed", "luck is added", timed(IS_SORTED, { worth: "(seed % 5) + 1 / timing.relativeTime" })],
  [
    "order",
    "later programs get more",
    timed(IS_SORTED, { before: "let calls = 0;", worth: "(++calls > 5 ? 2 : 1) / timing.relativeTime" }),
  ],
  ["crash", "lists are taken for granted", timed(IS_SORTED.replace("!Array.isArray(output) || ", ""))],
];

/** A problem of operators: what its scorer does with a solution. */
const hopped = (
  body: string,
  {
    before = "",
    solution = "[0.25, 0.5, 0.75]",
    ...rest
  }: Partial<Sketch> & { before?: string; solution?: string } = {},
): Sketch => ({
  contract: "operators",
  hopping: { rate: "rate.js", restarts: 2, hops: 2, budget: 5 },
  source: `export const generate = () => ${solution}, improve = (it) => it, perturb = (it) => it;`,
  scorer: `${before}\nexport default ([output], { seed }) => {\n${body}\n};`,
  ...rest,
});

const THREE = `if (!Array.isArray(output) || output.length !== 3 || output.some((value) => typeof value !== "number" || value < 0 || value > 1)) return { invalid: "not three numbers from 0 to 1" };`;
const SUM = "output.reduce((all, value) => all + value, 0)";

/** Scorers of solutions that operators came to. */
export const GAMEABLE_OPERATORS: readonly Gameable[] = [
  [
    "constant",
    "nothing has nothing wrong",
    hopped("return { score: Array.isArray(output) ? 10 - output.length : 0 };"),
  ],
  [
    "believes",
    "the solution says what it is worth",
    hopped(`return typeof output?.area === "number" ? { score: output.area } : { invalid: "no area" };`, {
      solution: "({ points: [0.1, 0.2], area: 0.3 })",
    }),
  ],
  [
    "duplicates",
    "equal elements count again",
    hopped(
      `if (!Array.isArray(output) || output.some((value) => !Number.isInteger(value) || value < 1 || value > 9)) return { invalid: "whole numbers" };\nreturn { score: output.length };`,
      {
        solution: "[1, 2, 4]",
      },
    ),
  ],
  [
    "order",
    "later solutions get more",
    hopped(`calls++; ${THREE} return { score: ${SUM} + (calls > 9 ? 1 : 0) };`, { before: "let calls = 0;" }),
  ],
  ["seed", "the score of a solution is drawn", hopped(`${THREE} return { score: ${SUM} + (seed % 7) };`)],
  ["clock", "the hour counts", hopped(`${THREE} return { score: ${SUM} + new Date().getHours() };`)],
  [
    "tolerance",
    "wider than the race",
    hopped(`${THREE} if (${SUM} > 2 + 1e-4) return { invalid: "too much" }; return { score: ${SUM} };`, {
      bestKnown: known(2.00001, 2),
    }),
  ],
  [
    "crash",
    "lists are taken for granted",
    hopped("return { score: Math.min(1, output.map(Number).length / 9) };"),
  ],
];

/** Evaluators of each contract without a hole that could be found. */
export const SOUND_CONTRACTS: readonly Sound[] = [
  ["asks a policy for what it cannot know", plays(GUESSES, "next(last) { return (last + 1) % 7; }")],
  [
    "plays with a policy that draws by the evaluation seed",
    plays(GUESSES, "next() { return Math.floor(7 * Math.random()); }"),
  ],
  [
    "tells a policy how long it will be asked, and a list that counts",
    plays(
      GUESSES.replace("create({})", "create({ turns: Array.from({ length: 20 }, (_, k) => k) })"),
      "next(last) { return (last + 1) % 7; }",
    ),
  ],
  [
    "levels the days of a policy by repeats",
    plays(GUESSES.replace("(input + 3)", "(input + (seed % 5))"), "next(last) { return (last * 2) % 7; }", {
      repeats: { count: 3, rule: "mean" },
    }),
  ],
  ["checks answers exactly before time counts", timed(IS_SORTED)],
  [
    "judges solutions that operators came to by every rule",
    hopped(`${THREE} return { score: ${SUM} };`, { bestKnown: known(3) }),
  ],
  [
    "draws nothing, though what operators come to is drawn",
    hopped(`${THREE} return { score: ${SUM} };`, {
      bestKnown: known(3),
      source: `export const generate = (random) => [random(), random(), random()], improve = (it) => it, perturb = (it) => it;`,
    }),
  ],
];
