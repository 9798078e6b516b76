import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Drawn } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { defineProblem } from "../../src/problem/index.ts";
import { writeFiles } from "../problem/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A view that hands on what the program returned, as a careless one would. */
const VIEW =
  "export default (output) => { if (output === 'break') throw new Error('no idea'); return output; };\n";

describe("a problem's view", () => {
  let evaluator: Evaluator;
  beforeAll(async () => {
    const folder = join(temporaryFolder("view"), "shown");
    await writeFiles(folder, { "evaluator.mjs": "export default () => ({ score: 1 });\n", "view.mjs": VIEW });
    const problem = await defineProblem({
      name: "shown",
      folder,
      description: "Returns a picture.",
      seed: "seed.js",
      source: "export const solve = () => 1;",
      evaluator: "evaluator.mjs",
      view: "view.mjs",
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
});
