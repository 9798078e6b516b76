import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/core/index.ts";
import { type LaneMessage, PROGRESS } from "../../src/evaluate/local/protocol.ts";
import { compileQuickJS, createQuickJSSandbox } from "../../src/evaluate/sandbox/quickjs/create-sandbox.ts";
import type { Sandbox } from "../../src/evaluate/sandbox/sandbox.ts";
import { canaryAnswersRight } from "../../src/evaluate/local/worker/canary.ts";
import { createJudge } from "../../src/evaluate/local/worker/judge.ts";
import { createLane } from "../../src/evaluate/local/worker/lane.ts";
import { loadScorer } from "../../src/evaluate/local/worker/load-scorer.ts";
import { jobOf } from "./support/job.ts";
import { HONEST, sumProblem } from "./support/sum-problem.ts";

const problem = sumProblem();
const sandbox = await createQuickJSSandbox(await compileQuickJS(), { limits: problem.definition.limits });
const scorer = await loadScorer(problem, {});

/** A real lane whose sandbox lies about everything once it met a program that says so. */
function lane(trusted: Sandbox) {
  const messages: LaneMessage[] = [];
  let damaged = false;
  const sandbox: Sandbox = {
    ...trusted,
    check: (program, input) => sandbox.run(program, input, 1),
    async run(program, input, seed) {
      if (program.code.includes("DAMAGE")) damaged = true;
      return damaged ? { status: "ok", text: "31" } : trusted.run(program, input, seed);
    },
  };
  const canary = () => canaryAnswersRight(sandbox, (source) => source);
  const judge = createJudge(problem, sandbox, scorer);
  const judgeOf = () => judge;
  const run = createLane({
    judgeOf,
    sandbox,
    holdMs: 8,
    canary,
    thread: 0,
    post: (message) => messages.push(message),
  });
  let tasks = 0;
  const task = (sources: readonly string[]) => ({
    task: ++tasks,
    generation: 0,
    jobs: sources.map((source, id) => jobOf(problem, { id, source })),
    problem: null,
    progress: new SharedArrayBuffer(4 * PROGRESS.size),
  });
  return { messages, run: (sources: readonly string[]) => run(task(sources)) };
}

const verdictsOf = (messages: readonly LaneMessage[]): (readonly [number, Evaluation])[] =>
  messages.flatMap((message) => (message.type === "verdicts" ? message.verdicts : []));

describe("a lane", () => {
  it("publishes verdicts once a canary was judged as known", async () => {
    const { messages, run } = lane(sandbox);
    expect(await run([HONEST, "export function solve() { return 0; }"])).toEqual({ type: "done" });
    expect(
      verdictsOf(messages).map(([id, verdict]) => [id, verdict.status === "ok" && verdict.score < 1]),
    ).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  it("publishes nothing that came after the last good canary, and asks to be replaced", async () => {
    const { messages, run } = lane(sandbox);
    await run([HONEST]);
    void run(["export function solve() { return 5; } // DAMAGE", "export function solve() { return 6; }"]);
    for (let i = 0; i < 100 && messages.length < 2; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(verdictsOf(messages)).toHaveLength(1);
    expect(messages.at(-1)).toEqual({ type: "retire", task: 2, reason: expect.stringContaining("canary") });
  });
});
