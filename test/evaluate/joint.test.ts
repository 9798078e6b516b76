import { afterEach, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator, inProcessBackend, probeLevels } from "../../src/evaluate/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import { jointProblem } from "./support/joint-problem.ts";

const available = (await probeLevels()).find(({ level }) => level === 3)?.available ?? false;

const opened: Evaluator[] = [];
afterEach(async () => {
  for (const evaluator of opened.splice(0)) await evaluator.close();
});

async function open(problem: Problem) {
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
  opened.push(evaluator);
  return {
    score: (source: string, seed = 1) => evaluator.evaluate({ source, seed }),
    verify: (source: string) => evaluator.evaluate({ source, seed: 1, purpose: "verify" }),
  };
}

/** An evaluator that returns what the program says: every shape of a result is a program. */
const ECHO = `import importlib.util
def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
def evaluate(path):
    print("noise on standard output")
    return load(path).result()
`;
const returns = (value: string): string => `def result():\n    return ${value}\n`;

describe.skipIf(!available)("an evaluator that runs the program itself", () => {
  it("scores by its own rule: numbers are metrics, words, flags and what is nested are artifacts", async () => {
    const problem = await jointProblem({ "evaluator.py": ECHO }, { joint: { dimensions: ["size"] } });
    expect(problem.definition.objective.name).toBe("score (joint)");
    const { score } = await open(problem);
    const mixed = `{"combined_score": 0.5, "odd": float("inf"), "said": "well", "late": True, "artifacts": {"log": b"ab"}}`;
    expect(await score(returns(mixed))).toMatchObject({
      status: "ok",
      score: 0.5,
      engine: "joint@openevolve",
      metrics: { combined_score: 0.5 },
      artifacts: { said: "well", late: true, odd: "inf", log: "ab" },
    });
    expect(await score(returns('{"a": 1.0, "b": 3.0, "size": 100.0, "flag": True}'))).toMatchObject({
      score: 2,
      artifacts: { scored_by: "the mean of a, b" },
    });
    expect(await score(returns("[]"))).toMatchObject({ status: "invalid", kind: "rejected" });
    const result = "from openevolve.evaluation_result import EvaluationResult\n";
    const own = `${result}async def result():\n    return EvaluationResult({"combined_score": 2}, {"k": [1]})\n`;
    expect(await score(own)).toMatchObject({ score: 2, artifacts: { k: [1] } });
    // and one that runs its coroutine itself, which starts a program
    const runs = `import asyncio
async def work():
    child = await asyncio.create_subprocess_exec("echo", "3", stdout=asyncio.subprocess.PIPE)
    return {"combined_score": float((await child.communicate())[0])}
def result():
    return asyncio.run(work())
`;
    expect(await score(runs)).toMatchObject({ status: "ok", score: 3 });
    expect(await score("import os\nos._exit(0)\n")).toMatchObject({
      kind: "exit",
      message: "the evaluator ended without a verdict",
    });
  });

  it("gives 0 to what fails where the tool does, and no score where it does not", async () => {
    const broken = "raise ValueError('no good')\n";
    const zero = await open(await jointProblem({ "evaluator.py": ECHO }, { joint: { failed: "zero" } }));
    expect(await zero.score(broken)).toMatchObject({
      status: "ok",
      score: 0,
      artifacts: { failed: "the evaluator failed: ValueError: no good", failure_stage: "evaluation" },
    });
    const none = await open(await jointProblem({ "evaluator.py": ECHO }));
    expect(await none.score(broken)).toMatchObject({
      status: "invalid",
      message: "the evaluator failed: ValueError: no good",
    });
  });

  it("keeps a stage's score where the next one is not reached", async () => {
    const stages = `${ECHO}def evaluate_stage1(path):
    return {"combined_score": load(path).RESULT}
def evaluate_stage2(path):
    return {"combined_score": 10 * load(path).RESULT, "second": 1.0}
`;
    const { score } = await open(
      await jointProblem({ "evaluator.py": stages }, { joint: { cascade: [0.5, 99] } }),
    );
    expect(await score("RESULT = 0.4\n")).toMatchObject({ score: 0.4, metrics: { stage_reached: 1 } });
    expect(await score("RESULT = 0.6\n")).toMatchObject({
      score: 6,
      metrics: { second: 1, stage_reached: 2 },
    });
  });

  it("follows the contracts of two more tools", async () => {
    const loong = await open(
      await jointProblem({ "evaluator.py": ECHO }, { joint: { shape: "loongflow", failed: "zero" } }),
    );
    const good =
      '{"status": "success", "score": 0.7, "summary": "fine", "metrics": {"m": 1.5}, "artifacts": {"x": "y"}}';
    expect(await loong.score(returns(good))).toMatchObject({
      score: 0.7,
      metrics: { m: 1.5 },
      artifacts: { x: "y" },
    });
    const bad = '{"status": "validation_failed", "score": 0.0, "summary": "overlap"}';
    expect(await loong.score(returns(bad))).toMatchObject({
      score: 0,
      artifacts: { failed: "validation_failed: overlap" },
    });

    const evaluate = `import argparse
from shinka.core import run_shinka_eval
parser = argparse.ArgumentParser()
for name in ("--program_path", "--results_dir", "--bonus"):
    parser.add_argument(name)
given = parser.parse_args()
def aggregate(results):
    return {"combined_score": sum(results) + float(given.bonus), "public": {"n": len(results)}, "private": {"secret": 7}, "text_feedback": ["a", "b"]}
run_shinka_eval(given.program_path, given.results_dir, "run", 3, aggregate_metrics_fn=aggregate, validate_fn=lambda x: (x > 0, f"{x} is not positive"))
`;
    const shinka = await open(
      await jointProblem(
        { "evaluator.py": evaluate },
        { joint: { shape: "shinka", arguments: { bonus: "0.5" } } },
      ),
    );
    expect(await shinka.score("def run(seed):\n    return seed\n")).toMatchObject({
      score: 6.5,
      metrics: { n: 3 },
      privateMetrics: { secret: 7 },
      artifacts: { text_feedback: "a\nb" },
    });
    expect(await shinka.score("def run(seed):\n    return seed - 2\n")).toMatchObject({
      status: "invalid",
      message: "Validation failed: -1 is not positive",
    });
  });

  it("draws the same random numbers under the same seed, in programs that it starts as well", async () => {
    const source = `import random, subprocess, sys
def result():
    inner = subprocess.run([sys.executable, "-c", "import random; print(random.random())"], capture_output=True, text=True)
    return {"combined_score": random.random(), "inner": float(inner.stdout)}
`;
    const { score } = await open(await jointProblem({ "evaluator.py": ECHO }));
    const [one, again, other] = [await score(source, 1), await score(source, 1), await score(source, 2)];
    expect(one).toMatchObject({ status: "ok" });
    const numbers = (verdict: typeof one) => verdict.status === "ok" && [verdict.score, verdict.metrics];
    expect(numbers(again)).toEqual(numbers(one));
    expect(numbers(other)).not.toEqual(numbers(one));
  });

  it("finds its files in a fresh copy each time, whatever the last program did to them", async () => {
    const evaluator = `import helper\n${ECHO}`;
    const problem = await jointProblem(
      { "evaluator.py": evaluator, "helper.py": "x = 1\n", "deep/data.txt": "31" },
      { needs: { files: ["helper.py", "deep"] } },
    );
    const { score } = await open(problem);
    const vandal =
      'open("evaluator.py", "w").write("def evaluate(path): return {\'combined_score\': 99.0}")\n';
    await score(`${vandal}${returns('{"combined_score": 1.0}')}`);
    const honest = returns('{"combined_score": float(open("deep/data.txt").read())}');
    expect(await score(honest)).toMatchObject({ score: 31 });
  });

  it("cannot promise a score that no program made up, but a second evaluator finds it out", async () => {
    const second = 'def score(outputs, inputs, seed):\n    return float(sum(outputs[0]["points"]))\n';
    const problem = await jointProblem(
      { "evaluator.py": ECHO, "second.py": second },
      { joint: { verify: "second.py" } },
    );
    const { score, verify } = await open(problem);
    const honest = returns('{"combined_score": 6.0, "artifacts": {"points": [1, 2, 3]}}');
    expect(await verify(honest)).toMatchObject({ status: "ok", score: 6 });
    const forged = returns('{"combined_score": 1000.0, "artifacts": {"points": [1, 2, 3]}}');
    expect(await score(forged)).toMatchObject({ status: "ok", score: 1000 });
    expect(await verify(forged)).toMatchObject({
      status: "invalid",
      message: "the second evaluator comes to 6, the joint one said 1000",
    });
  });
});
