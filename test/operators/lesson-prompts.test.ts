import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/core/index.ts";
import { type Lesson, renderLesson } from "../../src/memory/index.ts";
import { assembleTold } from "../../src/operators/directed/assemble-told.ts";
import { describeRelative } from "../../src/operators/directed/describe-relative.ts";
import {
  GROW,
  judged,
  only,
  parentOf,
  play,
  problem,
  recordOf,
  scored,
  setStage,
  SOURCE,
} from "./directed-support.ts";

const { signal } = new AbortController();

/** A step with an idea and a lesson. */
function step(at: number, score: number, parent = 0): Candidate {
  return recordOf(`${SOURCE}// ${at}`, at, scored(score), {
    parents: [`i0-s${parent}`],
    story: {
      operator: "improve",
      gist: `way ${at}: Another.`,
      lesson: { cause: "plan", lesson: `Lesson of ${at}.`, evidence: "" },
    },
  });
}

/** The prompt that asks for the lesson of a step which wrote this program. */
async function explained(
  source: string,
  score: number,
  records: readonly Candidate[],
  plan?: string,
): Promise<string> {
  const { operator, services, asked } = setStage({ directed: { summarizer: true }, records, script: {} });
  const draft = {
    ...recordOf(source, 9, scored(score)),
    story: { operator: "improve", model: "hand", ...(plan && { plan }) },
  };
  await operator.explain?.(judged(draft, scored(score)), services, signal);
  return asked.at(-1)?.request.messages.at(-1)?.text ?? "";
}

describe("the prompt for a lesson", () => {
  const grown = SOURCE.replace("= 1", "= 3");

  it("tells the best known value, and what else was tried on the parent, but not the child itself", async () => {
    const records = [recordOf(SOURCE, 0, scored(1)), step(2, 0.5), step(3, 2), step(9, 6)];
    const told = await explained(grown, 6, records);
    expect(told).toContain("Known to be possible:\n\n- 2.635983085 (");
    expect(told).toContain(
      "# What else was tried on the parent, oldest first\n\n- i0-s2: “way 2” It scores 0.5 (worse than its parent's 1 by 0.5).\n- i0-s3: “way 3” It",
    );
    expect(told).not.toContain("- i0-s9");
    expect(told).toContain("+const size = 3;");
    expect(told).not.toContain("# Child");
    const alone = await explained(grown, 6, records.slice(0, 1));
    expect(alone).not.toContain("# What else was tried");
    // a lesson may rest on others where there are others
    expect(alone).not.toContain("on which your lesson rests");
  });

  it("says that a plan is shortened where it is, and only there", async () => {
    const plan = (steps: number): string =>
      ["3. Plan", ...Array.from({ length: steps }, (_, at) => `${at + 1}) ${"Move it. ".repeat(20)}`)].join(
        "\n",
      );
    const told = (steps: number) => explained(grown, 6, [recordOf(SOURCE, 0, scored(1))], plan(steps));
    expect(await told(20)).toContain("Long steps are shown by how they begin.\n\n```plan");
    expect(await told(3)).not.toContain("Long steps are shown");
  });

  it("shows a program that was written anew by its shape, for a diff would be two programs", async () => {
    const functions = Array.from(
      { length: 40 },
      (_, at) => `function move${at}(circles) {\n${`  circles[${at}] += 1;\n`.repeat(6)}}`,
    );
    const told = await explained(`${functions.join("\n")}\n${grown}`, 6, [recordOf(SOURCE, 0, scored(1))]);
    expect(told).toContain("Most of the program was written anew.");
    expect(told).toContain("shape of i0-s9");
    expect(told).toContain("function move39(circles) {");
    expect(told).not.toContain("```difference");
  });
});

it("a lesson that stands in the prompt is told of a relative by its id, any other in its words", () => {
  const line = (text: string): string =>
    describeRelative(step(3, 2), null, problem, { told: [{ id: "i0-s4-l1", text }] });
  expect(line("Lesson of 3.")).toMatch(/Lesson \(plan\): \[i0-s4-l1\]$/);
  expect(line("Lesson of 4.")).toMatch(/Lesson \(plan\): “Lesson of 3\.”$/);
});

it("a relative names no lesson by its id for which the prompt has no room", () => {
  const lessons = ["one", "two", "three"].map((name) => ({
    ...{ id: `m-${name}`, level: "insight", kind: "success", text: `${name} ${"grows ".repeat(60)}` },
    ...{ support: { for: 1, against: 0 }, uses: { recalled: 0, improved: 0 }, suspicious: false },
  })) as unknown as Lesson[];
  const told = (room: number) =>
    assembleTold(lessons, room, (known) => [
      ...known.map((one, at) => ({ slot: "lessons", text: renderLesson(one), priority: 9 - at })),
      ...lessons.map(({ id }) => ({
        slot: "siblings",
        text: known.some((one) => one.id === id) ? `[${id}]` : "in its words",
        priority: 20,
      })),
    ]);
  const { values, told: all } = told(1000);
  expect(all).toEqual(lessons);
  expect(values.siblings).toBe("[m-one]\n\n[m-two]\n\n[m-three]");
  const short = told(280);
  expect(short.told).toEqual(lessons.slice(0, 2));
  expect(short.values.siblings).toBe("[m-one]\n\n[m-two]\n\nin its words");
  expect(short.values.lessons).not.toContain("three");
  expect(told(100).values.siblings).toBe("in its words");
});

it("steps that a prompt has no room for are counted", async () => {
  const asked = async (promptTokens: number): Promise<string> => {
    const records = [
      recordOf(SOURCE, 0, scored(1)),
      ...Array.from({ length: 60 }, (_, at) => step(at + 1, 0.5, 1)),
    ];
    const { operator, view, services, asked } = setStage({
      directed: { calls: "one", promptTokens },
      parent: parentOf(SOURCE, 1),
      records,
      script: { "execute-0/0": GROW },
    });
    await operator.propose({ ...view, step: 61 }, services, signal);
    return asked[0]?.request.messages.at(-1)?.text ?? "";
  };
  expect(await asked(8000)).toMatch(/- … 30 older steps are left out\n- i0-s31: way 31 \(/);
  expect(await asked(1000)).toMatch(/- … \d\d older steps are left out\n- i0-s/);
});

it("a planner of a run that begins has no tools: what they tell of is not there", async () => {
  const tools = async (records: readonly Candidate[]) => {
    const { asked } = await play({
      directed: { planner: true, planTools: 2, operators: only("improve") },
      records,
      script: { "plan/0": "Chosen: grow.", "execute-0/0": GROW },
    });
    return asked[0]?.request.tools?.map(({ name }) => name) ?? [];
  };
  const seed = recordOf(SOURCE, 0, scored(1));
  expect(await tools([seed])).toEqual([]);
  expect(await tools([seed, step(2, 0.5)])).toEqual(["show_program", "ancestors", "children"]);
});
