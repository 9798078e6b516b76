import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/core/index.ts";
import { createEvaluator, inProcessBackend } from "../../src/evaluate/index.ts";
import type { Problem, ProblemDefinition } from "../../src/problem/index.ts";
import { sumProblem } from "./support/sum-problem.ts";

const python = spawnSync("python3", ["--version"]).status === 0;
const folders: string[] = [];
const { PATH } = process.env;
// the system's Python starts at once, unlike those that look for a version first
process.env.PATH = "/usr/local/bin:/usr/bin:/bin";
afterAll(() => {
  process.env.PATH = PATH;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The fixture problem with a scorer of its own. */
function scoredBy(
  files: { readonly [name: string]: string },
  changes: Partial<ProblemDefinition> = {},
): Problem {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-scorer-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const [evaluator = ""] = Object.keys(files);
  return { ...sumProblem({ evaluator, ...changes }), folder };
}

/** Verdicts on programs, one after the other, in this very process. */
async function judge(problem: Problem, sources: readonly string[]): Promise<readonly Evaluation[]> {
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
  const verdicts: Evaluation[] = [];
  for (const source of sources) verdicts.push(await evaluator.evaluate({ source, seed: 7, detailed: true }));
  await evaluator.close();
  return verdicts;
}

/** The letter of a process's state; Z for one that only its parent has not asked for yet. */
function stateOf(pid: string): string {
  try {
    return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
  } catch {
    return "gone";
  }
}

/** A program that returns this. */
const answer = (value: string) => `export function solve() { return ${value}; }`;
const EVALUATOR = `import os
from galapagos import Invalid
import rule

calls = 0


def score(outputs, inputs, seed):
    global calls
    calls += 1
    print("call", calls)
    answer = outputs[0]
    if answer < 0:
        raise Invalid("a sum below 0")
    if answer == 1:
        return {"invalid": "one"}
    if answer == 2:
        raise ValueError("two") from KeyError("deep")
    if answer == 3:
        os._exit(3)
    if answer == 4:
        return {"score": float("nan")}
    if answer == 5:
        import sys
        sys.exit(1)
    if answer == 6:
        while True:
            pass
    return {
        "score": rule.closeness(answer, sum(inputs[0]["xs"])),
        "metrics": {"seed": seed, "calls": calls},
        "private_metrics": {"secret": 7},
        "features": {"size": answer},
        "artifacts": {"inputs": len(inputs), "odd": float("inf")},
    }
`;
const RULE = "def closeness(answer, right):\n    return 1 / (1 + abs(answer - right))\n";

describe.skipIf(!python)("a scorer in Python", () => {
  it("has what a scorer in JavaScript has, and outlives its own mistakes", async () => {
    const limits = { timeMs: 100, deadlineMs: 500, scorerMs: 700, memoryMb: 64, outputKb: 256 };
    const problem = scoredBy({ "evaluator.py": EVALUATOR, "rule.py": RULE }, { limits });
    const values = ["31", "-1", "1", "2", "3", "4", "5", "6", "30"];
    const verdicts = await judge(problem, values.map(answer));
    expect(verdicts[0]).toMatchObject({
      status: "ok",
      score: 1,
      metrics: { seed: 7, calls: 1 },
      privateMetrics: { secret: 7 },
      features: { size: 31 },
      artifacts: { inputs: 1, odd: "Infinity" },
      details: { printed: "call 1\n" },
    });
    expect(verdicts.slice(1).map((verdict) => `${verdict.kind}: ${verdict.message}`)).toEqual([
      "rejected: a sum below 0",
      "rejected: one",
      "scorer: the scorer threw: evaluator.py:18: ValueError: two (caused by KeyError: 'deep')",
      "scorer: the scorer's process is gone: it ended with exit code 3",
      "nan: the score is NaN",
      "scorer: the scorer threw: evaluator.py:25: sys.exit(1) was called: return a result, or raise, instead",
      "scorer-wall: the scorer was still running after 700 ms (limits.scorerMs)",
      "ok: ",
    ]);
    expect(verdicts.at(-1)).toMatchObject({ score: 0.5, metrics: { calls: 1 } });
  });

  it("gates by stages, repeats under seeds of its own, and scores hold-out inputs apart", async () => {
    const source =
      "def score(outputs, inputs, seed):\n    return {'score': len(inputs), 'metrics': {'seed': seed % 97}}\n";
    const inputs = [1, 2, 3];
    const stages = [{ name: "first", inputs: [0], threshold: 1 }];
    const repeats = { count: 3, rule: "mean", tolerance: null } as const;
    const problem = scoredBy({ "evaluator.py": source }, { inputs, holdout: [4, 5], stages, repeats });
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
    const verdict = await evaluator.evaluate({ source: answer("1"), seed: 7, purpose: "verify" });
    await evaluator.close();
    expect(verdict).toMatchObject({ status: "ok", score: 3, holdout: 2, metrics: { repeats: 3 } });
  });

  it.each([
    ["does not parse", "def score(:\n", "evaluator.py:1: SyntaxError: invalid syntax"],
    [
      "imports what is not there",
      "\nimport no_such_module\n",
      "evaluator.py:2: ModuleNotFoundError: No module",
    ],
    ["has no scorer", "x = 1\n", "expected a function score(outputs, inputs, seed), got NoneType"],
    ["exits", "import sys\nsys.exit(2)\n", "evaluator.py:2: sys.exit(2) was called"],
  ])("is refused with its line when it %s", async (_how, source, message) => {
    const problem = scoredBy({ "evaluator.py": source });
    const attempt = createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toMatchObject({ code: "evaluate/scorer" });
  });
});

const SHELL = `echo '{"ready": true}' >&3
while read -r request; do
  echo "heard $request"
  echo '{"score": 4, "metrics": {"odd": 1}}' >&3
done
`;

describe("a scorer in any language", () => {
  it("is a command line that answers JSON lines on descriptor 3", async () => {
    const problem = scoredBy({ "evaluator.sh": SHELL }, { evaluatorCommand: ["sh", "evaluator.sh"] });
    const [verdict] = await judge(problem, [answer("31")]);
    expect(verdict).toMatchObject({ status: "ok", score: 4, metrics: { odd: 1 } });
    expect(verdict?.details?.printed).toMatch(/heard \{"outputs":\[31\].*"inputs":\[\{"n":26/);
  });

  it("is told what was wrong with what it said", async () => {
    const wrong = { "evaluator.sh": "echo hello >&3; sleep 5" };
    await expect(judge(scoredBy(wrong), [])).rejects.toThrow(
      'one JSON object a line on descriptor 3, got "hello"',
    );
    const silent = { "evaluator.sh": "echo no such table >&2; exit 4" };
    await expect(judge(scoredBy(silent), [])).rejects.toThrow("ended with exit code 4: no such table");
    await expect(
      judge(scoredBy(wrong, { evaluatorCommand: ["no-such-program", "evaluator.sh"] }), []),
    ).rejects.toThrow(/no-such-program/);
  });

  it("is gone when its evaluator is closed", async () => {
    const problem = scoredBy({ "evaluator.sh": `echo $$ > pid\n${SHELL}` });
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
    expect(await evaluator.evaluate({ source: answer("31"), seed: 1 })).toMatchObject({ score: 4 });
    const pid = readFileSync(join(problem.folder, "pid"), "utf8").trim();
    expect(readdirSync("/proc")).toContain(pid);
    await evaluator.close();
    expect(stateOf(pid)).toMatch(/^(gone|Z)$/);
  });
});
