import { describe, expect, it } from "vitest";
import { describeTask } from "../../src/operators/directed/describe.ts";
import { isPlausible, verify } from "../../src/operators/directed/verify.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";

const war = await loadProblem("core-war");
const circles = await loadProblem("circle-packing");
const text: Problem = { ...war, definition: { ...war.definition, language: "text" } };
const shell: Problem = {
  ...circles,
  definition: { ...circles.definition, language: "command", command: ["python3", "solve.py"] },
};
const unseen = (): boolean => false;

describe("a look at a child before it is scored", () => {
  it("Redcode is assembled, as leniently as the evaluator does it", () => {
    const good = "mov 0, 1\n";
    expect(verify(good, "dat 0, 0\n", war, unseen)).toMatchObject({ status: "ok" });
    const bad = verify("mov 0, nowhere\n", "dat 0, 0\n", war, unseen);
    expect(bad).toMatchObject({ status: "failed", kind: "syntax" });
    expect(bad.status === "failed" && bad.message).toMatch(/does not assemble: line 1: .*nowhere/);
    expect([isPlausible(good, war), isPlausible("mov 0, nowhere\n", war)]).toEqual([true, false]);
    expect(verify(good, "dat 0, 0\n", war, () => true)).toMatchObject({ kind: "duplicate" });
  });

  it("JavaScript must parse and have its entry point", () => {
    expect(verify("const x = ;", "", circles, unseen)).toMatchObject({ kind: "syntax" });
    expect(verify("export function other() {}", "", circles, unseen)).toMatchObject({ kind: "entry" });
    expect(verify("export function pack() {}", "", circles, unseen)).toMatchObject({ status: "ok" });
  });

  it("nothing is asked of texts and of programs that a command runs", () => {
    expect(verify("anything ( goes", "", text, unseen)).toMatchObject({ status: "ok" });
    expect(verify("def solve(:", "", shell, unseen)).toMatchObject({ status: "ok" });
  });
});

it("the task says what kind of program it is, and that a program in the sandbox has no clock", () => {
  expect(describeTask(circles)).toMatch(/JavaScript.*`pack`.*There is no clock: `Date` stands still/s);
  expect(describeTask(war)).toContain("The program is a warrior in Redcode");
  expect(describeTask(text)).toContain("The program is a text");
  expect(describeTask(shell)).toContain("run by the command `python3 solve.py`");
  for (const problem of [war, text, shell]) expect(describeTask(problem)).not.toMatch(/JavaScript|clock/);
});
