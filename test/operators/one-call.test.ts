import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/core/index.ts";
import { requestHash } from "../../src/llm/index.ts";
import { describeFindings } from "../../src/operators/directed/describe.ts";
import { ideaText, readIdea } from "../../src/operators/directed/idea.ts";
import {
  block,
  failed,
  GROW,
  parentOf,
  play,
  problem,
  recordOf,
  scored,
  SOURCE,
} from "./directed-support.ts";

const directed = { calls: "one", repairs: 1 };
const IDEA = "NAME: larger size\nDESCRIPTION: The size is three\ntimes what it was.\n\n";

describe("a child by one call", () => {
  it("is named and described by the reply that made it, which is its gist", async () => {
    const { child, asked } = await play({ directed, script: { "execute-0/0": IDEA + GROW } });
    expect(asked.map(({ key }) => key)).toEqual(["execute-0/0"]);
    expect(child.note).toBe("larger size: The size is three times what it was.");
    expect(child.story).toMatchObject({ mode: "one-call", gist: child.note });
    expect(child.evaluation).toMatchObject({ status: "ok", score: 6 });
  });

  it("is shown what was tried on its parent, failures by how much, and other programs, the seed aside", async () => {
    const parent = parentOf(SOURCE, 2, 4);
    const tried = recordOf(SOURCE, 6, failed("fuel", "out of fuel: needed 514 of 100 units"), {
      parents: ["i0-s4"],
      story: { operator: "improve", gist: "all pairs: Looks at all pairs." },
    });
    const records = [recordOf(SOURCE, 0, scored(1)), recordOf(SOURCE, 4, scored(2)), tried];
    const { asked } = await play({ directed, parent, records, script: { "execute-0/0": GROW } });
    const text = asked[0]?.request.messages.at(-1)?.text ?? "";
    expect(text).toContain(
      "“all pairs: Looks at all pairs.” It failed: error (fuel): «out of fuel: needed 514 of 100 units»",
    );
    expect(text).not.toContain("source of i0-s0");
    const order = ["# Task", "# What to answer", "# Program to change", "# What was tried", "Now answer"];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("goes back to the model once, with the failure, and keeps its idea", async () => {
    const { child, asked } = await play({
      directed,
      script: { "execute-0/0": IDEA + block("size = 1", "x"), "execute-0/1": GROW },
    });
    expect(asked).toHaveLength(2);
    expect(child.story?.gist).toBe("larger size: The size is three times what it was.");
    expect(child.evaluation).toMatchObject({ score: 6 });
  });

  it("takes no empty answer as a turn: servers refuse those", async () => {
    const { asked } = await play({ directed, script: { "execute-0/0": "", "execute-0/1": GROW } });
    expect(asked[1]?.request.messages.find(({ role }) => role === "assistant")?.text).toBe("(no answer)");
  });
});

describe("advice to a step", () => {
  const advised = async (
    operator: string,
    records: readonly Candidate[],
    step = 0,
    score = 2,
    played = problem,
  ): Promise<string> => {
    const { asked } = await play({
      problem: played,
      directed: { ...directed, operators: { ...NONE, [operator]: 1 } },
      records,
      parent: parentOf(SOURCE, score, step),
      script: { "execute-0/0": GROW },
    });
    return /# This time\s+(.*)/su.exec(asked[0]?.request.messages.at(-1)?.text ?? "")?.[1] ?? "";
  };
  const NONE = { improve: 0, crossover: 0, revise: 0, recombine: 0, refine: 0, mutate: 0 };
  const records = [recordOf(SOURCE, 0, scored(1)), recordOf(SOURCE, 4, scored(2))];

  it("asks of a child of the seed a method, whatever the operator: there is no way to leave, nothing to polish", async () => {
    const first = await advised("improve", records);
    expect(first).toContain("begin here");
    expect(await advised("revise", records)).toBe(first);
    expect(await advised("refine", records)).toBe(first);
    expect(await advised("revise", records, 4)).toContain("Find the assumption");
  });

  it("asks at the best known value for another result, and no polish", async () => {
    const known = 2.635983084;
    for (const operator of ["improve", "refine"]) {
      expect(await advised(operator, records, 4, known)).toContain(
        "Look at the representation: which one reaches what this one leaves out?",
      );
      expect(await advised(operator, records, 4, known)).not.toMatch(/last|constants|Keep its method/);
    }
    expect(await advised("refine", records, 4, 2.63)).toContain("Keep its method");
  });

  it("asks for no search where a policy decides step by step", async () => {
    const policy = { ...problem, definition: { ...problem.definition, policy: true as const } };
    const told = await advised("refine", records, 4, 2, policy);
    expect(told).toContain("Keep its rule");
    expect(told).not.toContain("final step");
  });

  it("asks for another result, too, where a best known value is rounded and the program within its last digit", async () => {
    const bestKnown = [{ value: 2.6, source: "x, rounded" }];
    const rounded = { ...problem, definition: { ...problem.definition, bestKnown } };
    expect(await advised("refine", records, 4, 2.5, rounded)).toContain("Keep its method");
    expect(await advised("refine", records, 4, 2.57, rounded)).not.toContain("Keep its method");
  });
});

describe("the time that a compiled program used", () => {
  const told = (engine: "v8" | "quickjs", durationMs: number): string =>
    describeFindings(
      { ...scored(1), durationMs },
      {
        definition: {
          ...problem.definition,
          engine,
          limits: { ...problem.definition.limits, timeMs: 10_000 },
        },
      },
    );
  const hashOf = (text: string): string => requestHash({ model: "m", messages: [{ role: "user", text }] });

  it("is told with its limit, where no fuel is counted", () => {
    expect(told("v8", 3120)).toContain("time used: about 3.1 s by the clock, of 10 s");
    expect(told("quickjs", 3120)).not.toContain("time used");
  });

  it("is no part of a request's name, so that a replay finds the reply; all else is", () => {
    for (const ms of [0, 0.02, 9.99, 3120, 98_765, 1e9])
      expect(hashOf(told("v8", ms))).toBe(hashOf(told("v8", 1)));
    expect(hashOf(`${told("v8", 1)}.`)).not.toBe(hashOf(told("v8", 1)));
  });
});

describe("the reflection", () => {
  // the stage plays step 9
  const at = { ...directed, reflection: 9 };
  const result = (step: number): Candidate =>
    recordOf(SOURCE, step, scored(step), { story: { operator: "improve", gist: `idea ${step}` } });
  const records = [recordOf(SOURCE, 0, scored(1)), ...[1, 2, 3].map(result)];
  const said = "- Take larger sizes (i0-s3).\n* Leave the loop alone.\n3. Try a table.\nThat is all.";

  it("turns the island's results into recommendations, which the step itself is told, and its story keeps", async () => {
    const { child, asked } = await play({
      directed: at,
      records,
      script: { "reflect/0": said, "execute-0/0": GROW },
    });
    expect(asked.map(({ key }) => key)).toEqual(["reflect/0", "execute-0/0"]);
    expect(asked[0]?.request.messages.at(-1)?.text).toContain("i0-s3: “idea 3” It scores 3");
    expect(asked[1]?.request.messages.at(-1)?.text).toContain(
      "- Take larger sizes (i0-s3).\n- Leave the loop alone.",
    );
    const recommendations = ["Take larger sizes (i0-s3).", "Leave the loop alone.", "Try a table."];
    expect(child.story).toMatchObject({ recommendations });
  });

  it("holds for the steps after it, until the next one", async () => {
    const kept = recordOf(SOURCE, 4, scored(4), {
      story: { operator: "improve", recommendations: ["Go on."] },
    });
    const { asked, child } = await play({
      directed: { ...directed, reflection: 4 },
      records: [...records, kept],
      script: { "execute-0/0": GROW },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.request.messages.at(-1)?.text).toContain("recommend\n\n- Go on.");
    expect(child.story).not.toHaveProperty("recommendations");
  });

  it.each([
    [
      "an answer without a list",
      { directed: at, script: { "reflect/0": "All is well.", "execute-0/0": GROW } },
    ],
    ["switched off", { directed: { ...directed, reflection: 0 }, script: { "execute-0/0": GROW } }],
    ["best of N", { directed: at, selection: "seed", script: { "execute-0/0": GROW } }],
  ] as const)("goes without: %s", async (_name, options) => {
    const { asked, child } = await play({ records, ...options });
    expect(asked.at(-1)?.request.messages.at(-1)?.text).not.toContain("recommend\n");
    expect(child.evaluation).toMatchObject({ status: "ok" });
  });
});

describe("the idea of a reply", () => {
  it.each([
    ["NAME: a\nDESCRIPTION: b.\n\n```js\nx\n```", "a: b."],
    ["**NAME:** a\n**DESCRIPTION:** b c\n\n<<<<<<< SEARCH", "a: b c"],
    ["# Name: `a`\n\nDescription: b", "a: b"],
    ["I move the walls.\n\n<<<<<<< SEARCH\nNAME: no", "I move the walls."],
    ["```js\nNAME: no\n```", ""],
    ["", ""],
  ])("%j is %j", (reply, idea) => expect(ideaText(readIdea(reply))).toBe(idea));
});
