import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { inProcessBackend } from "../../src/evaluate/index.ts";
import { defineProblem, type ProblemInCode } from "../../src/problem/index.ts";
import { checkProblem } from "../../src/run/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Sketch = Partial<ProblemInCode> & { readonly scorer: string; readonly source?: string };

/** The kinds of holes that are found in an evaluator. */
async function holesOf({ scorer, source, ...rest }: Sketch, name: string): Promise<readonly string[]> {
  const folder = temporaryFolder("holes");
  writeFileSync(join(folder, "evaluator.mjs"), scorer);
  // known before it is scored, so that how long this realm takes to load it is of no account
  await import(pathToFileURL(join(folder, "evaluator.mjs")).href);
  const problem = await defineProblem({
    name,
    folder,
    description: "a sketch",
    seed: "seed.js",
    source: source ?? "export function solve(input) { return [0.25, 0.5, 0.75]; }",
    evaluator: "evaluator.mjs",
    objective: { direction: "maximise" },
    ...rest,
  });
  const { holes } = await checkProblem(problem, { repeats: 1, openBackend: inProcessBackend });
  return holes.map(({ kind }) => kind);
}

const sum = "output.reduce((all, value) => all + value, 0)";
const strict = `if (!Array.isArray(output) || output.length !== 3 || output.some((value) => typeof value !== "number" || value < 0 || value > 1)) return { invalid: "not three numbers from 0 to 1" };`;

const GAMEABLE: readonly (readonly [kind: string, what: string, sketch: Sketch])[] = [
  [
    "constant",
    "anything that is a number is a score",
    { scorer: `export default ([output]) => ({ score: typeof output === "number" ? output : 1 });` },
  ],
  [
    "constant",
    "an empty list has nothing wrong",
    { scorer: `export default ([output]) => ({ score: Array.isArray(output) ? 10 - output.length : 0 });` },
  ],
  [
    "constant",
    "one answer serves all inputs",
    {
      inputs: [1, 2, 3],
      scorer: `export default (outputs) => ({ score: outputs.length });`,
      source: "export function solve(input) { return [input]; }",
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
      source: "export function solve(input) { return [input.question]; }",
      scorer: `export default (outputs, { inputs }) => ({ score: outputs.filter((output, k) => JSON.stringify(output) === JSON.stringify(inputs[k].expected)).length });`,
    },
  ],
  [
    "believes",
    "the claimed sum is the score",
    {
      source: "export function solve() { return { points: [0.1, 0.2], sum: 0.3 }; }",
      scorer: `export default ([output]) => typeof output?.sum === "number" ? { score: output.sum } : { invalid: "no sum" };`,
    },
  ],
  [
    "believes",
    "no upper bound is checked",
    {
      scorer: `export default ([output]) => Array.isArray(output) && output.every((value) => typeof value === "number") && output.length === 3 ? { score: ${sum} } : { invalid: "three numbers" };`,
    },
  ],
  [
    "believes",
    "the best known value is beaten by equal points",
    {
      bestKnown: [{ value: 0.9, source: "us" }],
      scorer: `export default ([output]) => { ${strict} return { score: 1 - (Math.max(...output) - Math.min(...output)) }; };`,
    },
  ],
  [
    "clock",
    "speed is timed by the wall",
    { scorer: `export default ([output]) => { ${strict} return { score: ${sum} - Date.now() * 1e-15 }; };` },
  ],
  [
    "chance",
    "instances are drawn anew",
    { scorer: `export default ([output]) => { ${strict} return { score: ${sum} + Math.random() }; };` },
  ],
  [
    "order",
    "later programs get more",
    {
      scorer: `let calls = 0; export default ([output]) => { calls++; if (calls < 3 && false) return { score: 0 }; ${strict} return { score: ${sum} + (calls > 5 ? 1 : 0) }; };`,
    },
  ],
  [
    "tolerance",
    "a tolerance is wider than the race",
    {
      bestKnown: [
        { value: 2.00001, source: "a" },
        { value: 2, source: "b" },
      ],
      scorer: `export default ([output]) => { ${strict} if (${sum} > 2 + 1e-4) return { invalid: "too much" }; return { score: ${sum} }; };`,
    },
  ],
  [
    "crash",
    "lists are taken for granted",
    {
      scorer: `export default ([output]) => { const [first] = output; return { score: Math.min(1, first.toFixed(1).length / 10) }; };`,
    },
  ],
];

test.each(GAMEABLE)("%s: %s", async (kind, _, sketch) => {
  expect(await holesOf(sketch, `${kind}-sketch`)).toContain(kind);
});

test("an evaluator that checks everything has none", async () => {
  const sketch = {
    bestKnown: [{ value: 3, source: "arithmetic" }],
    scorer: `export default ([output]) => { ${strict} return { score: ${sum} }; };`,
  };
  expect(await holesOf(sketch, "strict")).toEqual([]);
});
