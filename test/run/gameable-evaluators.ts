import type { Json } from "../../src/core/index.ts";
import type { Sketch } from "./holes-in.ts";
import { type Gameable, judges, judgesAll, known, POINTS, SUM, THREE } from "./scorer-sketches.ts";

const CLOSEST = `for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) {
  const distance = Math.hypot(output[i][0] - output[j][0], output[i][1] - output[j][1]);
  if (distance < smallest) smallest = distance;
}
return { score: smallest };`;

/** Evaluators as a newcomer would write them. */
export const GAMEABLE: readonly Gameable[] = [
  [
    "constant",
    "an empty list has nothing wrong",
    { scorer: judges("return { score: Array.isArray(output) ? 10 - output.length : 0 };") },
  ],
  [
    "constant",
    "one answer serves all inputs",
    { inputs: [1, 2, 3], answer: "[input]", scorer: judgesAll("return { score: outputs.length };") },
  ],
  [
    "constant",
    "nine of ten have one label, and the seed is hardly better than saying it always",
    {
      inputs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      answer: "input > 9 ? 1 : 0",
      scorer: judgesAll(
        "return { score: outputs.filter((output, k) => output === (inputs[k] === 10 ? 1 : 0)).length };",
      ),
    },
  ],
  [
    "constant",
    "nearly all elements of one answer have one label",
    {
      inputs: [Array.from({ length: 40 }, (_, k) => k)],
      answer: "input.map((k) => (k > 37 ? 1 : 0))",
      scorer: judges(
        "if (!Array.isArray(output) || output.length !== 40) return { invalid: '40 labels' };\nreturn { score: inputs[0].filter((k) => output[k] === (k % 20 === 19 ? 1 : 0)).length };",
      ),
    },
  ],
  [
    "constant",
    "whatever cannot be read gets half",
    {
      answer: "[3, 1]",
      scorer: judges(
        "try { return { score: 1 / (output[0].valueOf() + 1) }; } catch { return { score: 0.5 }; }",
      ),
    },
  ],
  [
    "constant",
    "the share of right elements is of those that came",
    {
      answer: "[0, 1, 1, 2, 4]",
      scorer: judges(
        "if (!Array.isArray(output) || output.length === 0) return { invalid: 'a list' };\nreturn { score: output.filter((value, k) => value === RIGHT[k]).length / output.length };",
        "const RIGHT = [0, 1, 1, 2, 3];",
      ),
    },
  ],
  [
    "constant",
    "an answer that mentions the right word is right",
    {
      inputs: ["meow", "woof", "tweet"],
      answer: 'input === "meow" ? "cat" : "a bird"',
      scorer: judgesAll(
        'const right = ["cat", "dog", "bird"];\nreturn { score: outputs.filter((output, k) => String(output).includes(right[k])).length };',
      ),
    },
  ],
  [
    "believes",
    "what was decoded is compared, and never made of the code",
    {
      inputs: ["abababab"],
      objective: { direction: "minimise" },
      answer: "({ code: input, decoded: input })",
      scorer: judges(
        'if (output?.decoded !== inputs[0]) return { invalid: "not the text" };\nreturn { score: String(output.code).length };',
      ),
    },
  ],
  [
    "answers",
    "the inputs hold what is compared",
    {
      inputs: [
        { question: 2, expected: [4] },
        { question: 3, expected: [9] },
      ],
      answer: "[input.question]",
      scorer: judgesAll(
        "return { score: outputs.filter((output, k) => String(output) === String(inputs[k].expected)).length };",
      ),
    },
  ],
  [
    "answers",
    "deep in the inputs, under a name that says nothing",
    {
      inputs: [
        [1, 2],
        [2, 1],
        [2, 2],
      ].map((gt) => ({ grid: [[1, 0]], meta: { id: gt[0] as Json, row: [7, { gt }] } })),
      answer: "[1, 1]",
      scorer: judgesAll(
        "let right = 0;\nfor (const [k, output] of outputs.entries()) for (const [at, value] of inputs[k].meta.row[1].gt.entries()) if (output?.[at] === value) right++;\nreturn { score: right };",
      ),
    },
  ],
  [
    "answers",
    "in a column of a table",
    {
      inputs: [{ rows: Array.from({ length: 6 }, (_, k) => ({ x: k, label: k % 3 })) }],
      answer: "input.rows.map(() => 0)",
      scorer: judges(
        "return { score: inputs[0].rows.filter(({ label }, k) => output?.[k] === label).length };",
      ),
    },
  ],
  [
    "answers",
    "as a text of the number",
    {
      inputs: [
        { a: 3, label: "9" },
        { a: 4, label: "16" },
      ],
      answer: "input.a * 3",
      scorer: judgesAll(
        "return { score: outputs.filter((output, k) => output === inputs[k].a ** 2).length };",
      ),
    },
  ],
  [
    "believes",
    "the claimed sum is the score",
    {
      answer: "({ points: [0.1, 0.2], sum: 0.3 })",
      scorer: judges(
        `return typeof output?.sum === "number" ? { score: output.sum } : { invalid: "no sum" };`,
      ),
    },
  ],
  [
    "believes",
    "the score is read from what the program wrote",
    {
      answer: '"route A C B\\nscore: 12.5"',
      scorer: judges(
        "const found = /score:\\s*([\\d.]+)/.exec(String(output));\nreturn found ? { score: Number(found[1]) } : { invalid: 'no score' };",
      ),
    },
  ],
  [
    "believes",
    "no upper bound is checked",
    {
      scorer: judges(
        `if (!Array.isArray(output) || output.length !== 3 || !output.every((value) => typeof value === "number")) return { invalid: "three numbers" };\nreturn { score: ${SUM} };`,
      ),
    },
  ],
  [
    "believes",
    "points may lie anywhere",
    {
      answer: POINTS,
      scorer: judges(
        `if (!Array.isArray(output) || output.length !== 4 || !output.every((point) => Array.isArray(point) && point.length === 2 && point.every(Number.isFinite))) return { invalid: "four points" };\nlet smallest = Infinity;\n${CLOSEST}`,
      ),
    },
  ],
  [
    "believes",
    "what is no number lies nowhere outside, and is far from everything",
    {
      answer: POINTS,
      scorer: judges(
        `if (!Array.isArray(output) || output.length !== 4) return { invalid: "four points" };\nfor (const point of output) if (!Array.isArray(point) || point[0] < 0 || point[0] > 1 || point[1] < 0 || point[1] > 1) return { invalid: "outside" };\nlet smallest = 1000;\n${CLOSEST}`,
      ),
    },
  ],
  [
    "believes",
    "the best known value is beaten by equal points",
    {
      bestKnown: known(0.9),
      scorer: judges(`${THREE} return { score: 1 - (Math.max(...output) - Math.min(...output)) };`),
    },
  ],
  [
    "duplicates",
    "equal elements count again",
    {
      answer: "[1, 2, 4, 5, 10, 11, 13, 14]",
      scorer: judges(
        "if (!Array.isArray(output) || output.some((value) => !Number.isInteger(value) || value < 1 || value > 20)) return { invalid: 'whole numbers from 1 to 20' };\nconst has = new Set(output);\nfor (const a of has) for (const b of has) if (a < b && has.has(2 * b - a)) return { invalid: 'three in a row' };\nreturn { score: output.length };",
      ),
    },
  ],
  [
    "padding",
    "long texts get more",
    {
      answer: '({ slogan: "evolve", why: "short" })',
      scorer: judges(
        `if (typeof output?.slogan !== "string" || typeof output.why !== "string") return { invalid: "texts" };\nreturn { score: (output.slogan === "evolve" ? 1 : 0) + output.why.length / 100 };`,
      ),
    },
  ],
  [
    "skipped",
    "the mean is over what was answered",
    {
      inputs: [2, 3, 50, 60],
      answer: "input * input",
      scorer: judgesAll(
        `const right = outputs.flatMap((output, k) => (output === null ? [] : [1 / (1 + Math.abs(Number(output) - 2 ** inputs[k]))]));\nreturn right.length === 0 ? { invalid: "nothing" } : { score: right.reduce((a, b) => a + b) / right.length };`,
      ),
    },
  ],
  [
    "skipped",
    "the first answer alone is judged",
    {
      inputs: [2, 3, 5],
      answer: "input * 2",
      scorer: judges(
        `return typeof output === "number" ? { score: -Math.abs(output - 4.5) } : { invalid: "a number" };`,
      ),
    },
  ],
  [
    "hold-out",
    "hold-out inputs are among the inputs",
    { inputs: [1, 2], holdout: [2, 3], scorer: judgesAll("return { score: outputs.length };") },
  ],
  [
    "clock",
    "speed is timed by the wall",
    { scorer: judges(`${THREE} return { score: ${SUM} - Date.now() * 1e-15 };`) },
  ],
  [
    "clock",
    "the hour counts",
    { scorer: judges(`${THREE} return { score: ${SUM} + new Date().getHours() };`) },
  ],
  [
    "chance",
    "instances are drawn anew",
    { scorer: judges(`${THREE} return { score: ${SUM} + random() };`, "const { random } = Math;") },
  ],
  [
    "seed",
    "instances are drawn by the evaluation seed, a few",
    { scorer: judges(`${THREE} return { score: ${SUM} + (seed % 7) };`) },
  ],
  [
    "order",
    "later programs get more",
    {
      scorer: judges(`calls++; ${THREE} return { score: ${SUM} + (calls > 5 ? 1 : 0) };`, "let calls = 0;"),
    },
  ],
  [
    "order",
    "every tenth call gets a bonus",
    {
      scorer: judges(
        `calls++; ${THREE} return { score: ${SUM} + (calls % 10 === 0 ? 1 : 0) };`,
        "let calls = 0;",
      ),
    },
  ],
  [
    "order",
    "what is new gets a bonus",
    {
      scorer: judges(
        `${THREE} const sum = ${SUM}; const bonus = seen.has(sum) ? 0 : 1; seen.add(sum); return { score: sum + bonus };`,
        "const seen = new Set();",
      ),
    },
  ],
  [
    "order",
    "targets move with every call",
    {
      scorer: judges(
        `TARGETS.push(TARGETS.shift()); ${THREE} return { score: -output.reduce((all, value, k) => all + Math.abs(value - TARGETS[k]), 0) };`,
        "const TARGETS = [0.1, 0.2, 0.3, 0.4, 0.7];",
      ),
    },
  ],
  [
    "order",
    "an input is used up",
    {
      inputs: [[1, 2, 3, 4, 5, 6, 7, 8, 9]],
      scorer: judges(`${THREE} return { score: ${SUM} + (inputs[0].pop() ?? 0) };`),
    },
  ],
  [
    "sorting",
    "numbers are sorted as texts",
    {
      inputs: [[10, 9, 2, 33, 1]],
      answer: "input.slice()",
      scorer: judges(
        "const want = [...inputs[0]].sort();\nif (!Array.isArray(output) || output.length !== 5) return { invalid: 'five numbers' };\nreturn { score: want.filter((value, k) => value === output[k]).length };",
      ),
    },
  ],
  [
    "tolerance",
    "wider than the race",
    {
      bestKnown: known(2.00001, 2),
      scorer: judges(
        `${THREE} if (${SUM} > 2 + 1e-4) return { invalid: "too much" }; return { score: ${SUM} };`,
      ),
    },
  ],
  [
    "tolerance",
    "under a name, and one value is known",
    {
      bestKnown: known(1.99999),
      scorer: judges(
        `${THREE} if (${SUM} > 2 + HAIR) return { invalid: "too much" }; return { score: ${SUM} };`,
        "const HAIR = 1e-3;",
      ),
    },
  ],
  [
    "tolerance",
    "what is compared is rounded before",
    {
      bestKnown: known(1.99999),
      scorer: judges(
        `${THREE} if (Number((${SUM}).toFixed(4)) > 2) return { invalid: "too much" }; return { score: ${SUM} };`,
      ),
    },
  ],
  [
    "crash",
    "lists are taken for granted",
    {
      scorer: judges("const [first] = output; return { score: Math.min(1, first.toFixed(1).length / 10) };"),
    },
  ],
  [
    "crash",
    "numbers are taken for places",
    {
      answer: "[3, 1, 4, 1, 5]",
      scorer: judges(
        "if (!Array.isArray(output)) return { invalid: 'a list' };\nconst table = Array.from({ length: 10 }, () => ({ count: 0 }));\nfor (const value of output) table[value].count++;\nreturn { score: table.filter(({ count }) => count > 0).length };",
      ),
    },
  ],
];

/** Evaluators that have no hole which could be found. */
export const SOUND: readonly (readonly [what: string, sketch: Sketch])[] = [
  ["checks everything", { bestKnown: known(3), scorer: judges(`${THREE} return { score: ${SUM} };`) }],
  [
    "has programs with more memory than the probes' engine knows",
    {
      ...{ engine: "v8", limits: { memoryMb: 2048 }, bestKnown: known(3) },
      scorer: judges(`${THREE} return { score: ${SUM} };`),
    },
  ],
  [
    "rounds in its words only",
    {
      bestKnown: known(2.00001, 2),
      scorer: judges(
        `${THREE} const sum = ${SUM};\nif (sum > 2) return { invalid: "the sum is " + sum.toFixed(3) };\nif (sum > 2) throw sum.toFixed(4);\nreturn { score: sum };`,
      ),
    },
  ],
  [
    "keeps the labels to itself, and counts missing answers as wrong",
    {
      inputs: [1, 2, 3, 4],
      holdout: [5, 6],
      answer: "input === 3 ? 0 : input % 2",
      scorer: judgesAll("return { score: outputs.filter((output, k) => output === inputs[k] % 2).length };"),
    },
  ],
  [
    "sorts numbers as numbers, and counts different elements only",
    {
      inputs: [[10, 9, 2, 33, 1]],
      objective: { direction: "minimise" },
      answer: "input.slice()",
      scorer: judges(
        "const want = [...inputs[0]].sort((a, b) => a - b);\nif (!Array.isArray(output) || new Set(output).size !== 5 || output.length !== 5 || output.some((value) => !want.includes(value))) return { invalid: 'the five numbers' };\nreturn { score: want.filter((value, k) => value !== output[k]).length };",
      ),
    },
  ],
  [
    "gives a poor seed nothing, and counts what is right",
    {
      inputs: [1, 2, 3, 4],
      answer: "-1",
      scorer: judgesAll("return { score: outputs.filter((output, k) => output === k % 2).length };"),
    },
  ],
  [
    "scores a number, of which a program may draw one",
    {
      answer: "[Math.random(), Math.random(), Math.random()]",
      scorer: judges(`${THREE} return { score: ${SUM} };`),
    },
  ],
  [
    "seeds what it draws",
    {
      bestKnown: known(3),
      scorer: judges(
        `${THREE} const random = { seed() {}, random: () => 0.5 }; random.seed(7); return { score: ${SUM} + 0 * random.random() };`,
      ),
    },
  ],
  [
    "draws instances by the seed where programs are scored several times",
    {
      repeats: { count: 3, rule: "mean" },
      scorer: judges(`${THREE} return { score: ${SUM} + (seed % 7) / 7 };`),
    },
  ],
];
