import { describe, expect, it } from "vitest";
import { describeTask } from "../../src/operators/directed/describe-task.ts";
import { isPlausible, type Verification, verify } from "../../src/operators/directed/verify.ts";
import { openLanguage } from "../../src/operators/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";

const war = await loadProblem("core-war");
const circles = await loadProblem("circle-packing");
const text: Problem = { ...war, definition: { ...war.definition, language: "text", mutator: null } };
const shell: Problem = {
  ...circles,
  definition: { ...circles.definition, language: "any", command: ["python3", "solve.py"] },
};
const unseen = (): boolean => false;

/** The outcome of a look at a child of a problem. */
async function look(child: string, problem: Problem, parent = "", seen = unseen): Promise<Verification> {
  return verify(child, {
    parent,
    definition: problem.definition,
    language: await openLanguage(problem),
    seen,
  });
}

describe("a look at a child before it is scored", () => {
  it("Redcode is assembled by the problem's own module, as leniently as its evaluator does it", async () => {
    const good = "mov 0, 1\n";
    const bad = "mov 0, nowhere\n";
    expect(await look(good, war, "dat 0, 0\n")).toMatchObject({ status: "ok" });
    expect(await look(bad, war, "dat 0, 0\n")).toMatchObject({
      kind: "syntax",
      message: expect.stringMatching(/does not assemble: line 1: .*nowhere/),
    });
    const redcode = await openLanguage(war);
    expect([isPlausible(good, redcode), isPlausible(bad, redcode)]).toEqual([true, false]);
    expect(await look(good, war, "dat 0, 0\n", () => true)).toMatchObject({ kind: "duplicate" });
  });

  it("JavaScript must parse and have its entry point", async () => {
    expect(await look("const x = ;", circles)).toMatchObject({ kind: "syntax" });
    expect(await look("export function other() {}", circles)).toMatchObject({ kind: "entry" });
    expect(await look("export function pack() {}", circles)).toMatchObject({ status: "ok" });
  });

  it("JavaScript that a command runs needs no entry point", async () => {
    const script = { ...circles, definition: { ...circles.definition, command: ["node", "{program}"] } };
    expect(await look("console.log(1);", script)).toMatchObject({ status: "ok" });
    expect(await look("const x = ;", script)).toMatchObject({ kind: "syntax" });
  });

  it("nothing is asked of texts and of programs in unknown languages", async () => {
    expect(await look("anything ( goes", text)).toMatchObject({ status: "ok" });
    expect(await look("def solve(:", shell)).toMatchObject({ status: "ok" });
    expect(isPlausible("def solve(:", await openLanguage(shell))).toBe(false);
  });
});

it("the task says what kind of program it is, and that a program in the sandbox has no clock", () => {
  expect(describeTask(circles)).toMatch(/JavaScript.*`pack`.*There is no clock: `Date` stands still/s);
  expect(describeTask(war)).toContain("The program is a warrior in Redcode");
  const timing = { maxPairs: 32, confidence: 0.95, function: "fold" };
  const command = ["python3", "{program}"];
  const timed = { ...circles.definition, language: "python", engine: "command", command, timing };
  const task = describeTask({ ...circles, definition: timed });
  expect(task).toMatch(/Python, without a network.*its function `fold` is called/s);
  expect(task).not.toContain("standard input");
  expect(describeTask(war)).toContain("## Redcode");
  expect(describeTask(text)).toContain("The program is a text");
  expect(describeTask(shell)).toContain("run by the command `python3 solve.py`");
  for (const problem of [war, text, shell]) expect(describeTask(problem)).not.toMatch(/JavaScript|clock/);
});
