import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defineProblem } from "../../src/problem/index.ts";
import { findHoles } from "../../src/run/rehearsal/holes/find-holes.ts";
import { suspectsOf } from "../../src/run/rehearsal/holes/suspects.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { GAMEABLE, SOUND } from "./gameable-evaluators.ts";
import { HIDDEN } from "./hidden-holes.ts";
import { holesIn, type Sketch, sketched } from "./holes-in.ts";

const kindsOf = async (sketch: Sketch) => (await holesIn(await sketched(sketch))).map(({ kind }) => kind);

test.each(GAMEABLE)("%s: %s", async (kind, _, sketch) => {
  expect(await kindsOf(sketch)).toContain(kind);
});

test.each(HIDDEN)("%s, by several changes or answers together: %s", async (kind, _, sketch) => {
  expect(await kindsOf(sketch)).toContain(kind);
});

test.each(SOUND)("an evaluator that %s has none", async (_, sketch) => {
  expect(await kindsOf(sketch)).toEqual([]);
});

test("a joint evaluator's clock is suspected where its scores differ, and its seeded chance is not", async () => {
  const folder = temporaryFolder("holes");
  const evaluator =
    "import random, time\ndef evaluate(path):\n    return {'a': random.random(), 'seconds': time.time()}\n";
  writeFileSync(join(folder, "evaluator.py"), evaluator);
  const problem = await defineProblem({
    ...{ name: "sketch", folder, description: "a sketch", seed: "seed.py", source: "x = 1\n" },
    ...{ contract: "joint", evaluator: "evaluator.py", joint: { shape: "openevolve" } },
    objective: { direction: "maximise" },
  });
  expect(await suspectsOf(problem, { scores: [1, 1], answers: null })).toEqual([]);
  const [hole, ...others] = await suspectsOf(problem, { scores: [1, 2], answers: null });
  expect([hole?.kind, others]).toEqual(["clock", []]);
  expect(hole?.advice, "timing does not go with joint").toContain("repeats");
});

test("a scorer that divides by the best it has seen shows it to a fresh one, though the seed is the best", async () => {
  const scorer = `let best = 1e-9;
export default ([output]) => {
  if (!Array.isArray(output) || output.length > 2 || !output.every((x) => x >= 0 && x <= 1)) return { invalid: "up to two" };
  const sum = output.reduce((a, b) => a + b, 0);
  best = Math.max(best, sum);
  return { score: sum / best };
};`;
  const problem = await sketched({ scorer, answer: "[1, 1]" });
  // in processes of their own, as it is with every check
  const seed = { scores: [1, 1], varied: [1, 1], answers: [[1, 1]], isPlayed: false };
  expect((await findHoles(problem, seed, {})).map(({ kind }) => kind)).toContain("order");
});
