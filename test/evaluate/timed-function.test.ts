import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator, inProcessBackend, isEngineHere } from "../../src/evaluate/index.ts";
import { createCommandSandbox } from "../../src/evaluate/sandbox/command/create-sandbox.ts";
import type { Problem, ProblemDefinition } from "../../src/problem/definition.ts";
import { sumProblem } from "./support/sum-problem.ts";

const isHere = await isEngineHere("command");
const TIMED = { maxPairs: 32, confidence: 0.95, function: "solve" };
/** Some hundredths of a second, and then the answer. */
const SEED = `def work():
    total = 0
    for step in range(300_000):
        total += step & 3
    return total


def solve(task):
    work()
    return sum(task["xs"])


if __name__ == "__main__":
    raise SystemExit("no program of its own")
`;

function timed(changes: Partial<ProblemDefinition> = {}): Problem {
  const definition = {
    ...{ engine: "command", language: "python", seed: "seed.py", command: ["python3", "{program}"] },
    ...{ timing: TIMED, holdout: [], ...changes },
    limits: { timeMs: 5000, deadlineMs: 20_000, memoryMb: 128, outputKb: 64 },
  };
  return { ...sumProblem(definition), seed: SEED };
}

describe.runIf(isHere)("a function of Python that is timed", () => {
  let evaluator: Evaluator;
  beforeAll(async () => {
    evaluator = await createEvaluator({ problem: timed(), seed: 1, lanes: 1, openBackend: inProcessBackend });
  });
  afterAll(() => evaluator.close());
  const verdictOf = (source: string) => evaluator.evaluate({ source, seed: 1 });

  it("is called with the input of a module that is no main program, and what it prints is no answer", async () => {
    const noisy = SEED.replace("    work()", '    print("5")');
    expect(await verdictOf(SEED)).toMatchObject({ status: "ok", score: 1 });
    expect(await verdictOf(noisy)).toMatchObject({ status: "ok", score: 1 });
  });

  it("says what is wrong with it, by the program's own lines", async () => {
    const message = async (source: string) => (await verdictOf(source)).message;
    expect(await message("def other(task): pass")).toMatch(/does not define solve/);
    expect(await message("def solve(task):\n    return task['ys']")).toMatch(/program\.py:2: KeyError: 'ys'/);
    expect(await message("def solve(task:")).toMatch(/program\.py:1: SyntaxError/);
    expect(await message("def solve(task): return {1, 2}")).toMatch(/set is not JSON serializable/);
    expect(await message("import os\ndef solve(task): os._exit(0)")).not.toBe("");
  });

  const gained = async (source: string) => {
    const verdict = await verdictOf(source);
    expect(verdict).toMatchObject({ status: "ok", score: 1 });
    return 1 / (verdict.status === "ok" ? (verdict.metrics.relativeTime ?? 0) : 0);
  };

  it("gains nothing by work that it does while its input is read or its answer is written, or before", async () => {
    const [head = "", tail = ""] = SEED.split("    work()\n");
    const lazy = "import json\njson.dumps = lambda value: (work(), str(value))[1]\n";
    const atReading =
      "import json\ncoder = json._default_decoder\nread = coder.decode\ncoder.decode = lambda text: (work(), read(text))[1]\n";
    const early =
      "    import os\n    os.write(1, b'\\n')\n    os.read(0, 1)\n    work()\n    os.write(1, b'31\\n')\n    os.read(0, 1)\n";
    const others = `    import threading\n    threading.Thread(target=work).start()\n`;
    const cheats = {
      ahead: `${head}${tail}\n\nwork()\n`,
      lazy: `${head}${tail}\n\n${lazy}`,
      atReading: `${head}${tail}\n\n${atReading}`,
      early: `${head}${early}${tail}`,
      others: `${head}${others}${tail}`,
    };
    const honest = `${head}${tail}`;
    // a share of the work is within the bounds of what is told apart, all of it would be a multiple
    expect(await gained(honest)).toBeGreaterThan(4);
    for (const [name, source] of Object.entries(cheats)) {
      expect([name, Math.max(2, await gained(source))]).toEqual([name, 2]);
    }
  });

  it("gains no more where it is fast by itself, and moves its whole work out of the calls", async () => {
    const [head = "", tail = ""] = SEED.replace("300_000", "6_000").split("    work()\n");
    const fast = await gained(`${head}    work()\n${tail}`);
    expect(fast).toBeGreaterThan(20);
    const telling = (lines: string) =>
      `${head}${tail}\n\nimport json, os, threading\ndumps = json.dumps\n${lines}`;
    const later = "def late(value):\n    work()\n    os.write(4, str(value).encode() + b'\\n')\n";
    const started = "threading.Thread(target=late, args=(value,)).start()";
    const cheats = {
      lazy: "json.dumps = lambda value: (work(), dumps(value))[1]\n",
      // whose processor time the kernel tells late
      spinning: `${later}    while True: pass\njson.dumps = lambda value: (${started}, threading.Event().wait())\n`,
      // whose first thread is gone
      leaderless: `${later}    threading.Event().wait()\njson.dumps = lambda value: (${started}, __import__("ctypes").CDLL(None).syscall(60, 0))\n`,
      another:
        'json.dumps = lambda value: (work(), os.set_inheritable(4, True), os.execv("/bin/sh", ["sh", "-c", f"echo {value} >&4; read end"]))\n',
    };
    for (const [name, lines] of Object.entries(cheats)) {
      expect([name, Math.max(1.25 * fast, await gained(telling(lines)))]).toEqual([name, 1.25 * fast]);
    }
  });
});

it.runIf(isHere)("several files belong to it, and a failure in any of them is named", async () => {
  const problem = { ...timed({ parts: ["lib.py"] }), seed: `${SEED}# EVOLVE-FILE lib.py\n` };
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
  const verdictOf = (lib: string) => {
    const source = `import lib\ndef solve(task): return lib.total(task["xs"])\n# EVOLVE-FILE lib.py\n${lib}\n`;
    return evaluator.evaluate({ source, seed: 1 });
  };
  expect(await verdictOf("def total(xs): return sum(xs)")).toMatchObject({ status: "ok", score: 1 });
  const broken = await verdictOf("def total(xs): return xs.total");
  expect(broken.message).toMatch(/lib\.py:1: AttributeError/);
  await evaluator.close();
});

it.runIf(isHere)("is refused without walls, where its time cannot be told apart", async () => {
  await expect(createCommandSandbox(timed(), null)).rejects.toThrow(/timed in bubblewrap alone/);
});
