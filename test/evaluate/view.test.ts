import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Drawn, threadEnvironment } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { defineProblem } from "../../src/problem/index.ts";
import { writeFiles } from "../problem/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A view that hands on what the program returned, as a careless one would. */
const VIEW =
  "export default (output: unknown) => { if (output === 'break') throw new Error('no idea'); return output; };\n";
/** Where threads keep compiled code; nowhere in a home that others may write. */
const { NODE_COMPILE_CACHE: cache = null } = threadEnvironment(process.env);

describe("a problem's view", () => {
  const folder = join(temporaryFolder("view"), "shown");
  let evaluator: Evaluator;
  beforeAll(async () => {
    await writeFiles(folder, { "evaluator.mjs": "export default () => ({ score: 1 });\n", "view.ts": VIEW });
    const problem = await defineProblem({
      name: "shown",
      folder,
      description: "Returns a picture.",
      seed: "seed.js",
      source: "export const solve = () => 1;",
      evaluator: "evaluator.mjs",
      view: "view.ts",
      objective: { direction: "maximise" },
      features: [],
    });
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator.close());

  async function drawn(output: unknown): Promise<Drawn | undefined> {
    const source = `export const solve = () => (${JSON.stringify(output)});`;
    const verdict = await evaluator.evaluate({ source, seed: 1, detailed: true });
    return verdict.details?.drawn;
  }

  it("draws the output of a program for whoever asks, and of a champion", async () => {
    const picture = { frame: [0, 0, 1, 1], shapes: [{ shape: "dot", at: [0.5, 0.5] }] };
    expect(await drawn(picture)).toEqual(picture);
    const source = `export const solve = () => (${JSON.stringify(picture)}); //`;
    expect(await evaluator.evaluate({ source, seed: 1, purpose: "verify" })).toMatchObject({
      drawn: picture,
    });
    expect(await evaluator.evaluate({ source: `${source}/`, seed: 1 })).not.toHaveProperty("drawn");
  });

  it.each([
    ["<svg><script>alert(1)</script></svg>", "expected a picture { frame, shapes }"],
    [
      { frame: [0, 0, 1, 1], shapes: [{ shape: "image", href: "http://a.example" }] },
      "shape 0: shape: expected",
    ],
    ["break", "Error: no idea"],
  ])("that hands on %j draws nothing, and says why", async (output, fault) => {
    expect(await drawn(output)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it.skipIf(cache === null)("has its types stripped once, not by each thread that draws", async () => {
    await drawn({ frame: [0, 0, 1, 1], shapes: [] });
    const code =
      'await import(process.argv[1]); console.log(process.moduleLoadList.some((name) => name.includes("amaro")));';
    const words = ["--input-type=module", "-e", code, join(folder, "view.ts")];
    const env = { ...process.env, NODE_COMPILE_CACHE: cache ?? "" };
    expect(execFileSync(process.execPath, words, { env, encoding: "utf8" })).toBe("false\n");
  });
});
