import { type Gameable, judges, judgesAll, known, POINTS, SUM, THREE } from "./scorer-sketches.ts";

/** Holes that nothing but a change of several parts, or several answers together, shows. */
export const HIDDEN: readonly Gameable[] = [
  [
    "answers",
    "a part of the input is right as a part of the answer",
    {
      inputs: [1, 2, 3, 4].map((n) => ({ n, meta: { label: n % 2 === 0 ? "even" : "odd" } })),
      answer: '({ label: input.n > 2 ? "even" : "odd", sure: 0.5 })',
      scorer: judgesAll(
        "return { score: outputs.filter((output, k) => output?.label === inputs[k].meta.label).length / 4 };",
      ),
    },
  ],
  [
    "answers",
    "the name of an input begins with its label",
    {
      inputs: ["odd-7301", "even-1178", "odd-5523", "even-9014"].map((id) => ({
        id,
        n: Number(id.slice(-1)),
      })),
      answer: 'input.n > 4 ? "even" : "odd"',
      scorer: judgesAll(
        "return { score: outputs.filter((output, k) => output === inputs[k].id.split('-')[0]).length / 4 };",
      ),
    },
  ],
  [
    "crash",
    "one part of the shares gets nothing",
    {
      answer: "[[0, 1], [2], [3, 4]]",
      scorer: judges(
        "if (!Array.isArray(output) || output.length !== 3 || !output.every((part) => Array.isArray(part) && part.every(Number.isInteger)) || output.flat().sort().join() !== '0,1,2,3,4') return { invalid: 'each once' };\nreturn { score: -Math.max(...output.map((part) => part.reduce((a, b) => a + b))) };",
      ),
    },
  ],
  [
    "believes",
    "fewer points than are asked for lie further apart",
    {
      inputs: [{ points: 4 }],
      answer: POINTS,
      scorer: judges(
        "if (!Array.isArray(output) || output.length < 2 || output.some((p) => !(p?.[0] >= 0 && p[0] <= 1 && p[1] >= 0 && p[1] <= 1))) return { invalid: 'points' };\nlet least = 9;\noutput.forEach((a, i) => output.slice(0, i).forEach((b) => { least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1])); }));\nreturn { score: least };",
      ),
    },
  ],
  [
    "believes",
    "a centre that is no number lies nowhere, and its radius counts",
    {
      answer: "[[0.2, 0.2, 0.15], [0.7, 0.25, 0.2]]",
      scorer: judges(
        "if (!Array.isArray(output) || output.length !== 2) return { invalid: 'two' };\nfor (const [x, y, r] of output) if (x - r < 0 || x + r > 1 || y - r < 0 || y + r > 1 || !(r > 0)) return { invalid: 'outside' };\nconst [[a, b, r], [c, d, s]] = output;\nreturn Math.hypot(a - c, b - d) < r + s ? { invalid: 'overlap' } : { score: r + s };",
      ),
    },
  ],
  [
    "believes",
    "what one takes, another may give without a limit",
    {
      answer: "[0.25, 0.25, 0.5]",
      scorer: judges(
        "if (!Array.isArray(output) || output.length !== 3 || !output.every(Number.isFinite) || output.reduce((a, b) => a + b, 0) > 1) return { invalid: 'shares' };\nreturn { score: output[0] * 0.1 + output[1] * 0.3 + output[2] * 0.2 };",
      ),
    },
  ],
  [
    "believes",
    "the cost is what the answer says",
    {
      objective: { direction: "minimise" },
      answer: "({ order: [2, 0, 1], cost: 7.5 })",
      scorer: judges(
        "if (!Array.isArray(output?.order) || new Set(output.order).size !== 3) return { invalid: 'an order' };\nreturn output.cost > 0 ? { score: output.cost } : { invalid: 'a cost' };",
      ),
    },
  ],
  [
    "believes",
    "an answer is known by its name",
    {
      answer: '({ name: "first", weights: [0.2, 0.4] })',
      scorer: judges(
        "if (typeof output?.name !== 'string') return { invalid: 'a name' };\nknown[output.name] ??= Array.isArray(output.weights) && output.weights.every(Number.isFinite) ? output.weights[0] + output.weights[1] : 0;\nreturn { score: known[output.name] };",
        "const known = {};",
      ),
    },
  ],
  [
    "believes",
    "a way that stays where it is costs nothing",
    {
      objective: { direction: "minimise" },
      answer: "[0, 3, 1, 2]",
      scorer: judges(
        "if (!Array.isArray(output) || output.length !== 4 || !output.every((k) => Number.isInteger(k) && k >= 0 && k < 4)) return { invalid: 'a way' };\nreturn { score: output.reduce((sum, k, i) => sum + Math.abs(k - output[(i + 1) % 4]), 0) };",
      ),
    },
  ],
  [
    "duplicates",
    "another spelling counts again",
    {
      answer: '["tie", "let"]',
      scorer: judges(
        "if (!Array.isArray(output) || !output.every((word) => ['tie', 'let', 'yet'].includes(String(word).trim().toLowerCase()))) return { invalid: 'words' };\nreturn { score: new Set(output).size };",
      ),
    },
  ],
  [
    "duplicates",
    "what lies a hair away counts again",
    {
      answer: "[0.2, 0.7]",
      scorer: judges(
        "if (!Array.isArray(output) || !output.every((x) => x > 0 && x < 1)) return { invalid: 'numbers' };\nreturn { score: new Set(output).size };",
      ),
    },
  ],
  [
    "skipped",
    "the last element is not looked at",
    {
      answer: "[0.1, 0.2, 0.3, 0.4]",
      scorer: judges(
        "let sum = 0;\nif (!Array.isArray(output) || output.length !== 4) return { invalid: 'four' };\nfor (let k = 0; k < 3; k++) { if (!(output[k] >= 0 && output[k] <= 1)) return { invalid: 'from 0 to 1' }; sum += output[k]; }\nreturn { score: sum };",
      ),
    },
  ],
  [
    "chance",
    "the last digits draw the score",
    {
      scorer: judges(
        `${THREE} const drawn = (JSON.stringify(output.map((x) => x + 1)).split("").reduce((h, c) => Math.imul(h, 31) + c.charCodeAt(0) | 0, 7) >>> 0) % 1000;\nreturn { score: ${SUM} + drawn / 100 };`,
      ),
    },
  ],
  [
    "tolerance",
    "in a power of ten",
    {
      bestKnown: known(2.00001, 2),
      scorer: judges(
        `${THREE} if (${SUM} > 2 + 10 ** -4) return { invalid: "too much" }; return { score: ${SUM} };`,
      ),
    },
  ],
  [
    "crash",
    "the upper end has no bin",
    {
      scorer: judges(
        `${THREE} const bins = [[], []]; for (const x of output) bins[Math.floor(2 * x)].push(x); return { score: Math.min(bins[0].length, bins[1].length) };`,
      ),
    },
  ],
  [
    "hold-out",
    "hold-out inputs are among the inputs in another order of their properties",
    {
      inputs: [{ a: 1, b: 2 }],
      holdout: [{ b: 2, a: 1 }],
      answer: "input.a",
      scorer: judgesAll("return { score: outputs.filter((output, k) => output === inputs[k].b).length };"),
    },
  ],
  [
    "clock",
    "the weekday counts",
    {
      scorer: judges(
        `${THREE} return { score: ${SUM} + (new Intl.DateTimeFormat("en", { weekday: "long" }).format() === "Monday" ? 1 : 0) };`,
      ),
    },
  ],
];
