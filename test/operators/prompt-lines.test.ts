import { describe, expect, it } from "vitest";
import { openBandits, creditStep } from "../../islands/credit.ts";
import { resolveConfig } from "../../src/config/index.ts";
import type { Candidate, Evaluation, Failed, Scored, StoryLesson } from "../../src/core/index.ts";
import { createPromptLibrary, readPromptTexts } from "../../src/llm/index.ts";
import { describeFindings, describeObjective, featuresLine } from "../../src/operators/directed/describe.ts";
import { describeInBrief, describeRelative } from "../../src/operators/directed/describe-relative.ts";
import { describeStartForReview } from "../../src/operators/directed/describe-start.ts";
import { formatText } from "../../src/operators/directed/directed-step.ts";
import { describeTask } from "../../src/operators/directed/describe-task.ts";
import { loadProblem, standingOf } from "../../src/problem/index.ts";
import { failed, GROW, only, parentOf, play, problem, recordOf, scored, SOURCE } from "./directed-support.ts";

const ok = (score: number, more: Partial<Scored> = {}) => ({ ...(scored(score) as Scored), ...more });

describe("the fuel that a program used", () => {
  const told = (evaluation: Evaluation, inputs: number): string =>
    describeFindings(evaluation, {
      definition: { ...problem.definition, inputs: Array.from({ length: inputs }, (_, at) => ({ at })) },
    }).split("\n")[0] ?? "";

  it.each([
    ["on one input", ok(1, { fuel: 97 }), 1, "fuel used: 97 of 100 units"],
    ["where it is hardly any", ok(1, { fuel: 0 }), 1, "fuel used: less than 1 of 100 units"],
    [
      "where it is hardly any on several",
      ok(1, { fuel: 0, mostFuel: 0 }),
      5,
      "fuel used: less than 1 of 100 units on the input that took most",
    ],
    [
      "on the costliest of several",
      ok(1, { fuel: 250, mostFuel: 91 }),
      5,
      "fuel used: 91 of 100 units on the input that took most, 250 in all on 5",
    ],
    [
      "by the average, in records that do not know the costliest",
      ok(1, { fuel: 250 }),
      5,
      "fuel used: 250 units in all on 5 inputs, 50 on average, of 100 for each",
    ],
    ["nowhere where none was counted", ok(1), 1, "metrics: score 1"],
  ] as const)("is told %s", (_, evaluation, inputs, line) => expect(told(evaluation, inputs)).toBe(line));
});

describe("a relative's line", () => {
  const lesson = (cause: StoryLesson["cause"]): Partial<Candidate> => ({
    story: {
      operator: "improve",
      gist: "grow: The size is larger.",
      lesson: { cause, lesson: "Size helps.", evidence: "" },
    },
  });
  const line = (evaluation: Evaluation, more: Partial<Candidate>, from: number): string =>
    describeRelative(recordOf(SOURCE, 3, evaluation, more), ok(from), problem);

  it("is short where noise alone is to blame, and keeps its lesson where something came of it", () => {
    expect(line(ok(2), lesson("noise"), 2)).toBe("- i0-s3: “grow” It scores 2 (equal to its parent's 2).");
    expect(line(ok(3), lesson("noise"), 2)).toContain("“grow: The size is larger.” It scores 3 (better");
    expect(line(ok(2), lesson("plan"), 2)).toMatch(/equal .*Lesson \(plan\): “Size helps\.”$/);
  });

  it("has the scores by instance where there are several, to three digits, and no more than eight", () => {
    const instances = [1.23456, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(line(ok(2, { instances: [1] }), {}, 2)).not.toContain("by instance");
    expect(line(ok(2, { instances: instances.slice(0, 2) }), {}, 2)).toContain("2) (by instance 1.23, 2).");
    expect(line(ok(2, { instances }), {}, 2)).toContain("(by instance 1.23, 2, 3, 4, 5, 6, 7, 8 …)");
  });

  it("says in which metrics it won and lost against its parent, where there are several", () => {
    const from = ok(2, { metrics: { popular: 0.5, looping: 0.75, bursty: 0.25 } });
    const told = (metrics: Scored["metrics"], of: Evaluation = from): string =>
      describeRelative(recordOf(SOURCE, 3, ok(1, { metrics })), of, problem);
    expect(told({ popular: 0.4791, looping: 0.8281, bursty: 0.25 })).toMatch(
      /by 1\) \(popular -0\.021, looping \+0\.078\)\.$/,
    );
    expect(told(from.metrics)).toMatch(/by 1\)\.$/);
    expect(told({ ...from.metrics, popular: 0.5 - 2.8e-17 * 4 })).toMatch(/by 1\)\.$/);
    expect(told({ popular: 0.4 }, ok(2, { metrics: { popular: 0.5 } }))).toMatch(/by 1\)\.$/);
    const many = (value: number) =>
      Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`m${at}`, value]));
    expect(told(many(1), ok(2, { metrics: many(0) }))).toMatch(/ m7 \+1, …\)\.$/);
  });

  it("says what a program took that ran to its end, but not where its time is its score", () => {
    const told = (more: Partial<Scored>, changes = {}): string =>
      describeRelative(recordOf(SOURCE, 3, ok(1, more)), ok(1), {
        definition: { ...problem.definition, ...changes },
      });
    expect(told({ fuel: 97 })).toMatch(/\(took 97 units of fuel\)\.$/);
    expect(told({ fuel: 1 })).toMatch(/\(took 1 unit of fuel\)\.$/);
    expect(told({ fuel: 0 })).toMatch(/\(took less than 1 unit of fuel\)\.$/);
    const inputs = [{ at: 0 }, { at: 1 }] as never;
    expect(told({ fuel: 170, mostFuel: 97 }, { inputs })).toContain(
      "97 units of fuel on the input that took most",
    );
    expect(told({ fuel: 170, mostFuel: 97 }, { inputs, policy: true })).toContain("on the episode that took");
    expect(told({ cpuMs: 6540 }, { engine: "v8" })).toMatch(/\(took about 6\.5 s of the processor\)\.$/);
    expect(told({ cpuMs: 6540 }, { engine: "v8", timing: {} })).not.toContain("took");
  });

  it("says how well its difference is known where it was scored several times, and nothing elsewhere", () => {
    const told = (child: Partial<Scored>, parent: Partial<Scored>, repeats: object | null = null): string =>
      describeRelative(recordOf(SOURCE, 3, ok(2, child)), ok(1, parent), {
        definition: { ...problem.definition, repeats: repeats as never },
      });
    // differences 0, 2, 0, 2: a deviation of 1.155, over two the root of four instances, twice
    const pairs = told({ instances: [1, 3, 1, 3] }, { instances: [1, 1, 1, 1] });
    expect(pairs).toContain("by 1) (difference known to ± 1.2; by instance 1, 3, 1, 3)");
    expect(told({ instances: [1, 3, 1, 4] }, { instances: [1, 1, 1, 1] })).not.toContain("known to");
    const repeated = { metrics: { repeats: 4, scoreDeviation: 3 } };
    // the root of 9/4 + 9/4, twice
    expect(told(repeated, repeated, { rule: "mean" })).toContain("difference known to ± 4.2");
    expect(told(repeated, repeated, { rule: "max" })).not.toContain("known to");
    expect(told(repeated, { metrics: {} }, { rule: "mean" })).not.toContain("known to");
  });

  it("has the whole of an idea, whose figures often stand last, and calls the seed so", () => {
    const gist = `${"n".repeat(80)}: ${"d".repeat(235)} 0.15`;
    expect(line(ok(2), { story: { operator: "improve", gist } as never }, 1)).toContain("ddd 0.15”");
    expect(
      describeRelative(recordOf(SOURCE, 0, ok(1), { operator: "seed", note: "it" }), null, problem),
    ).toBe("- i0-s0: the seed. It scores 1.");
  });

  it("calls a search that found nothing no failure", () => {
    const nothing: Failed = { ...failed("start", "it comes out"), status: "invalid" } as never;
    expect(line(nothing, {}, 2)).toBe(
      "- i0-s3: improve. It came out at its start's score, 2, and has none of its own.",
    );
    expect(line({ ...nothing, afresh: 1.5 }, {}, 2)).toContain("score, 2; without a start it comes to 1.5.");
    expect(line({ ...nothing, afresh: null }, {}, 2)).toContain("score, 2; without a start it has none.");
    expect(line(ok(2, { afresh: 2 }), {}, 2)).toContain(
      "(equal to its parent's 2, and found without a start, too)",
    );
  });

  it("is the name and the score of an ancestor further back", () => {
    const far = recordOf(SOURCE, 3, ok(3, { instances: [1, 2] }), lesson("plan"));
    expect(describeInBrief(far, ok(2), problem)).toBe(
      "- i0-s3: “grow” It scores 3 (better than its parent's 2 by 1).",
    );
  });
});

it("a step from a weaker parent is told that others than the best are drawn", () => {
  const told = (best: number): string => describeObjective(problem, { parent: 1, best }, "i0-s3");
  expect(told(2)).toContain("the best program of this island scores 2, and others are drawn as parents, too");
  expect(told(1)).not.toContain("drawn");
});

it("a step whose program is as good as the best known, but for rounding, is told so and what counts from there", () => {
  const known = {
    ...problem,
    definition: { ...problem.definition, bestKnown: [{ value: 2.635983085, source: "x" }] },
  };
  const told = (best: number): string => describeObjective(known as never, { parent: best, best }, "i0-s3");
  expect(told(2.6359830849)).toContain("That is the best value known");
  expect(told(2.6359830849)).toContain("another result, of another structure, not more digits of this one");
  expect(told(2.6359)).toContain("The best value known is 0.000083 away.");
  expect(told(2.63599)).toContain("That is better than the best value known");
});

it("a best known value that is rounded is a range, and one that is stated exactly is told when it is passed", () => {
  const known = [
    { value: 2.6, source: "x, rounded" },
    { value: 2.5987, source: "y" },
  ];
  const with_ = { ...problem, definition: { ...problem.definition, bestKnown: known } };
  const told = (best: number): string => describeObjective(with_ as never, { parent: best, best }, "i0-s3");
  expect(told(2.5)).toContain("The best value known is rounded: it is between 0.05 and 0.15 away. This");
  expect(told(2.599)).toMatch(/2\.6, is rounded, .* is better than 2\.5987, the next best value known\./);
  expect(told(-1e6)).toContain("The best value known is 1000000 away.");
  expect([2.5, 2.599, 2.64, 2.7].map((score) => standingOf(with_.definition, score))).toEqual([
    ...["worse", "same", "same", "improved"],
  ]);
});

it("how many programs came to the best known value is told, and how many of them without a start", () => {
  const known = {
    ...problem,
    definition: { ...problem.definition, bestKnown: [{ value: 2, source: "x" }] },
  };
  const told = (latest: readonly Candidate[]): string =>
    describeObjective(known as never, { parent: 2, best: 2 }, "i0-s3", latest);
  const [once, anew] = [recordOf(SOURCE, 1, ok(2)), recordOf(SOURCE, 2, ok(2, { afresh: 2 }))];
  expect(told([anew, once])).toContain("2 programs of this island came to it, 1 of them without a start.");
  expect(told([recordOf(SOURCE, 2, ok(1)), once])).not.toContain("came to it");
});

it("a problem with hold-out inputs says that its limits hold there, too", () => {
  const task = (holdout: readonly unknown[]): string =>
    describeTask({ ...problem, definition: { ...problem.definition, holdout: holdout as never } });
  expect(task([1, 2])).toContain(
    "scored again on 2 other inputs that nobody sees here, and what breaks a limit there fails",
  );
  expect(task([1])).toContain("on another input that nobody");
  expect(task([])).not.toContain("nobody sees");
});

it("a feature is told where the task speaks of it", () => {
  const one = ok(2, { features: { radius: 0.5, turned: 3 } });
  const definition = { ...problem.definition, description: "The radius of each circle." };
  expect(featuresLine(one, { definition })).toEqual([
    "features (what tells programs apart, no goals): radius 0.5",
  ]);
  expect(featuresLine(one, { definition: { ...definition, description: "Circles." } })).toEqual([]);
});

it("what the search has tried names what a step dropped, and says how a step failed", async () => {
  const gist = "triple: Three times the size.";
  const tries = [
    { note: gist, outcome: "improved" },
    { note: "halve: Half the size.", outcome: "worse" },
    { note: "halve: Half the size.", outcome: "worse" },
  ] as const;
  const others = { parents: ["i0-s2"] } as const;
  const failure: Evaluation = { ...ok(0), status: "timeout", kind: "fuel", message: "out of fuel" } as never;
  const records = [
    recordOf(SOURCE, 0, scored(1)),
    recordOf("x", 2, scored(0.5)),
    recordOf("y", 5, scored(0.7), { ...others, story: { operator: "improve", gist, tries } }),
    recordOf("z", 6, failure, { ...others, story: { operator: "improve", gist: "quadruple: Four times." } }),
  ];
  const { asked } = await play({ directed: { calls: "one" }, records, script: { "execute-0/0": GROW } });
  const told = asked[0]?.request.messages.at(-1)?.text ?? "";
  expect(told).toContain(
    "- i0-s5: triple: Three times the size. (0.7, better than i0-s2); dropped within it: halve\n- i0-s6: quadruple: Four times. (failed: fuel)",
  );
});

it("results say which of them came to a value that an earlier one had, and against which program they are better or worse", async () => {
  const made = (step: number, score: number, parent: "i0-s0" | "i0-s2") =>
    recordOf(`p${step}`, step, scored(score), {
      parents: [parent],
      story: { operator: "improve", gist: `way ${step}: Another.` },
    });
  const parent = parentOf(SOURCE, 1, 0);
  // more children of the parent than the list of its own has room for
  const later = Array.from({ length: 10 }, (_, at) => made(at + 5, 0.7 + at / 100, "i0-s0"));
  const records = [
    recordOf(SOURCE, 0, scored(1)),
    ...[made(2, 0.5, "i0-s0"), made(3, 0.7 + 1e-12, "i0-s2"), made(4, 0.5, "i0-s2"), ...later],
  ];
  const { asked } = await play({
    ...{ directed: { calls: "one" }, parent, records, script: { "execute-0/0": GROW } },
  });
  const told = asked[0]?.request.messages.at(-1)?.text ?? "";
  expect(told).toContain(
    "“way 5: Another.” It scores 0.7 (worse than its parent's 1 by 0.3). It is the same value as i0-s3.",
  );
  expect(told).toContain(
    "- i0-s2: way 2: Another. (0.5, worse than the program to change)\n- i0-s3: way 3: Another. (0.7, better than i0-s2)\n- i0-s4: way 4: Another. (0.5, equal to i0-s2)",
  );
});

it.each(["search-replace", "unified-diff", "full-program"] as const)(
  "the answer is asked for as %s, and frozen lines are spoken of where there are any",
  (format) => {
    const library = createPromptLibrary(readPromptTexts(null));
    const config = resolveConfig([{ origin: "test", settings: { directed: { format } } }]);
    const text = (source: string): string =>
      formatText({ library, config, choice: { parent: parentOf(source, 1) } } as never);
    expect(text(SOURCE)).toContain(`Answer format: ${format}`);
    expect(text(SOURCE)).toContain("EVOLVE-BLOCK-END");
    expect(text("export const pack = () => 1;\n")).not.toContain("EVOLVE-BLOCK");
  },
);

it("a task whose programs go on from a start says so, and nothing of another seed", async () => {
  const plain = await loadProblem("circle-packing");
  const going = await loadProblem("circle-packing", { preset: "model" });
  expect(describeTask(going)).toContain(
    "`pack(input)` finds in `input.start` what the program to change returned, in the form that every program must return",
  );
  expect(describeTask(going)).toContain("is run once more without a start");
  const convex = await loadProblem("heilbronn-convex", { preset: "model" });
  expect(describeTask(convex)).toContain('`{"points":13}` and, in the same object, a `start`');
  expect(describeStartForReview(convex.definition)).toContain("its start's score");
  expect(describeStartForReview(plain.definition)).toBe("");
  expect(describeTask(going)).not.toContain("another seed");
  expect(describeTask(plain)).toContain("another seed");
  expect(describeTask(plain)).not.toContain("`start`");
});

describe("an operator and its model", () => {
  const settings = { models: [{ model: "m", price: "free" }], directed: { operators: only("improve") } };
  const bandits = openBandits(resolveConfig([{ origin: "test", settings }]), 0);
  const credited = (score: number): string => {
    const story = { operator: "improve", credit: { operator: "improve", model: "m", from: 2, cost: 1 } };
    const child = recordOf(SOURCE, 3, ok(score), { story });
    return JSON.stringify(bandits && creditStep(bandits, child, "maximise"));
  };

  it("get the same credit for a score that rounding moved as for an equal one, and another for a gain", () => {
    expect(credited(2 + 1e-12)).toBe(credited(2));
    expect(credited(2.1)).not.toBe(credited(2));
  });
});

it("a step whose operator found no mate says which one was drawn, and its credit goes to the one that acted", async () => {
  const { child } = await play({
    directed: { operators: only("crossover") },
    script: { "execute-0/0": GROW },
  });
  expect(child.story).toMatchObject({
    operator: "improve",
    unmated: "crossover",
    credit: { operator: "improve" },
  });
});
