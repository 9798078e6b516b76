import { describe, expect, test } from "vitest";
import schema from "../../schemas/problem.schema.json" with { type: "json" };
import { isUnchangedIn, loadProblem } from "../../src/problem/index.ts";
import { problemFolder } from "./support.ts";

describe("repeats and timing", () => {
  test("are absent unless they are asked for, and completed with the schema's defaults", async () => {
    const plain = (await loadProblem(await problemFolder())).definition;
    expect([plain.repeats, plain.timing]).toEqual([null, null]);
    const { repeats, timing } = schema.properties;
    const repeated = await loadProblem(await problemFolder({ repeats: { count: 5 } }));
    expect(repeated.definition.repeats).toEqual({
      count: 5,
      rule: repeats.properties.rule.default,
      tolerance: null,
    });
    const timed = await loadProblem(await problemFolder({ timing: {} }));
    expect(timed.definition.timing).toEqual({
      maxPairs: timing.properties.maxPairs.default,
      confidence: timing.properties.confidence.default,
    });
  });

  test("are part of the version, and their absence leaves the version that a problem had", async () => {
    const folder = await problemFolder();
    const { code: _code, ...problem } = await loadProblem(folder);
    const { version } = problem;
    const { repeats: _repeats, timing: _timing, ...before } = problem.definition;
    expect(await isUnchangedIn(folder, { ...problem, definition: before as never })).toBe(true);
    const versions = await Promise.all(
      [{ repeats: { count: 5 } }, { repeats: { count: 6 } }, { timing: {} }].map(
        async (changes) => (await loadProblem(await problemFolder(changes))).version,
      ),
    );
    expect(new Set([version, ...versions]).size).toBe(4);
  });

  test.each([
    [{ repeats: { count: 1 } }, /at least 2 at \/repeats\/count|\/repeats\/count/],
    [{ repeats: { count: 5, rule: "average" } }, /\/repeats\/rule/],
    [
      { repeats: { count: 5, rule: "min", tolerance: 0.1 } },
      /no tolerance with the rule min at \/repeats\/tolerance/,
    ],
    [{ repeats: { count: 5 }, timing: {} }, /no repeats beside timing at \/repeats/],
    [{ timing: { maxPairs: 4 } }, /\/timing\/maxPairs/],
    [{ start: "parent", inputs: [null], repeats: { count: 5 } }, /no start beside repeats at \/start/],
    [{ start: "parent", inputs: [null], race: true }, /no start beside race at \/start/],
    [{ start: "parent", inputs: [null], holdout: [null] }, /no start but with one input, and no hold-out/],
    [{ start: "parent", inputs: [null], contract: "policy" }, /no start beside policy at \/start/],
    [
      { start: "parent", inputs: [4] },
      /null or an object without a property "start".* at \/inputs\/0, got 4/,
    ],
    [{ start: "parent", inputs: [{ start: 1 }] }, /null or an object without a property "start"/],
    [
      { timing: { maxPairs: 8, confidence: 0.999 } },
      /enough pairs for a confidence of 0\.999 at \/timing\/maxPairs/,
    ],
    [
      { timing: {}, language: "text", features: [{ name: "length", range: "auto" }] },
      /no timing where the scorer interprets the programs itself at \/timing/,
    ],
    [
      { timing: { function: "solve" } },
      /no function but of programs that Python runs as they are.* at \/timing\/function/,
    ],
  ] as const)("refuse what cannot be measured: %j", async (changes, message) => {
    await expect(problemFolder(changes).then((folder) => loadProblem(folder))).rejects.toMatchObject({
      code: "problem/invalid",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    });
  });
});
