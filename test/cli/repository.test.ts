import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { isEngineHere } from "../../src/evaluate/index.ts";
import { applyWinner, openRun, type Run, type RunSummary } from "../../src/run/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { git, gitRepository } from "./git-repository.ts";
import { galapagos } from "./support.ts";

const isHere = await isEngineHere("command");
const SLOW = `from .limits import LEAST

def other():
    return 1

def wrapped(function):
    return function

@wrapped
def spread(values):
    """Largest minus smallest:
not less than LEAST.
    """
    best = LEAST
    for a in values:
        for b in values:
            best = max(best, a - b)
    return best

TABLE = {1: other()}
`;
const TESTS = `import unittest
from slow.spread import spread

class Spread(unittest.TestCase):
    def test_lists(self):
        self.assertEqual(spread([3, 1, 2]), 2)
        self.assertEqual(spread(list(range(30))), 29)
        self.assertEqual(spread([]), 0)
        self.assertEqual(spread((5, 9)), 4)
`;
const INIT = ["init", "wide", "--from", "slow/spread.py:spread", "--test", "python3 -m unittest -q"];

/** A repository of git with a slow function and its tests. */
function repository(): string {
  return gitRepository({
    ...{ "slow/__init__.py": "", "slow/limits.py": "LEAST = 0\n", "slow/spread.py": SLOW },
    ...{ "tests/__init__.py": "", "tests/test_spread.py": TESTS },
  });
}

/** A run as it would stand with a better program that did not pass its verification; with its own winner as the one that then passed, or not. */
function failing(run: Run, hasPassed: boolean): Run {
  const overview = run.overview();
  if (overview.kind !== "plain") throw new Error("expected a run of one evolution");
  const { best, verified } = overview.summary;
  if (best === null || verified === null) throw new Error("expected a verified champion");
  const champion = { ...best, id: "i0-s999" } as const;
  const failed = { id: champion.id, status: "timeout", score: null, message: "out of fuel" } as const;
  const summary: RunSummary = {
    ...overview.summary,
    best: champion,
    verified: { ...failed, runnersUp: hasPassed ? [verified] : [] },
    ...(hasPassed && { runnerUp: best }),
  };
  return { ...run, overview: () => ({ ...overview, summary }) };
}

describe.runIf(isHere)("a function of a repository", () => {
  let root: string;
  let seed: string;
  beforeAll(async () => {
    root = repository();
    const made = await galapagos(INIT, { cwd: root });
    expect(made.code).toBe(0);
    expect(made.stderr).toMatch(
      /^… the tests run once, and calls of \w+ are recorded\n… the original answers /,
    );
    expect(made.stdout).toMatch(/3 calls recorded, \d+ to be judged by/);
    const folder = join(root, "problems/wide");
    seed = readFileSync(join(folder, "seed.py"), "utf8");
    // few calls, and few measurements of them, are enough to be judged by here
    const problem = readFileSync(join(folder, "problem.json"), "utf8");
    expect(problem).toContain('"maxPairs": 32');
    writeFileSync(join(folder, "problem.json"), problem.replace('"maxPairs": 32', '"maxPairs": 8'));
    const inputs = JSON.parse(readFileSync(join(folder, "inputs.json"), "utf8")) as unknown[][];
    writeFileSync(join(folder, "inputs.json"), JSON.stringify([inputs[0]?.slice(-150)]));
    writeFileSync(join(folder, "holdout.json"), "[]");
  });

  const scored = async (source: string) => {
    const file = join(temporaryFolder("program"), "program.py");
    writeFileSync(file, source);
    const { stdout } = await galapagos(["eval", "wide", file, "--json"], { cwd: root });
    return JSON.parse(stdout) as { status: string; kind: string; message: string };
  };

  it("is the only evolve region, decorators and all, in the file as it was", () => {
    const block = /# EVOLVE-BLOCK-START\n([\s\S]*)\n# EVOLVE-BLOCK-END\n/.exec(seed)?.[1] ?? "";
    expect(block.startsWith("@wrapped")).toBe(true);
    expect(block.endsWith("return best")).toBe(true);
    expect(seed.replace(/# EVOLVE-BLOCK-(START|END)\n/g, "")).toBe(SLOW);
  });

  it("has to pass the tests, and to answer as the original on calls that no test makes", async () => {
    expect(await scored(seed)).toMatchObject({ status: "ok", score: 1 });
    // no call that was recorded has a tuple
    const narrow = "if isinstance(values, tuple): return 7\n    best = LEAST";
    const broken = await scored(seed.replace("best = LEAST", narrow));
    expect(broken).toMatchObject({ kind: "tests", message: expect.stringMatching(/AssertionError|FAILED/) });
    const learnt = "if len(values) > 30: return 7\n    best = LEAST";
    expect(await scored(seed.replace("best = LEAST", learnt))).toMatchObject({
      kind: "rejected",
      message: expect.stringMatching(/it answers {"value":7}, the original/),
    });
    const quitter = seed.replace("best = LEAST", "import os; os._exit(0)");
    expect(await scored(quitter)).toMatchObject({ status: expect.not.stringMatching("ok") });
  });

  it("is committed on a branch when it is verified and faster, and nothing else changes", async () => {
    const fast = seed.replace(
      / {4}for a in values:[\s\S]*?a - b\)\n/,
      "    if values: best = max(values) - min(values)\n",
    );
    const file = join(temporaryFolder("program"), "fast.py");
    writeFileSync(file, fast);
    const short = ["--evaluations", "1", "--islands", "1", "--set", "migration.interval=2"];
    const begun = await galapagos(["run", "wide", "--seed", "1", ...short], { cwd: root });
    expect(begun.code).toBe(0);
    expect((await galapagos(["best", "--patch"], { cwd: root })).stderr).toMatch(
      /got the original as the best/,
    );
    expect((await galapagos(["inject", "wide-1", file], { cwd: root })).code).toBe(0);
    expect((await galapagos(["resume", "wide-1", "--evaluations", "4"], { cwd: root })).code).toBe(0);
    const patch = (await galapagos(["best", "--patch"], { cwd: root })).stdout;
    const head = git(root, "rev-parse", "HEAD");
    expect(execFileSync("git", ["apply", "--check", "-"], { cwd: root, input: patch }).toString()).toBe("");

    writeFileSync(join(root, "slow/limits.py"), "LEAST = 1\n");
    expect(await galapagos(["apply"], { cwd: root })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/expected a clean tree .* got changes in slow\/limits\.py/),
    });
    git(root, "checkout", "-q", "--", ".");
    const applied = await galapagos(["apply"], { cwd: root });
    expect(applied).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/on the branch galapagos\/wide-1/),
    });
    expect(git(root, "show", "galapagos/wide-1:slow/spread.py")).toBe(
      fast.replace(/# EVOLVE-BLOCK-(START|END)\n/g, "").trim(),
    );
    expect(git(root, "diff", "--name-only", "HEAD", "galapagos/wide-1")).toBe("slow/spread.py");
    expect([git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")]).toEqual([head, ""]);
    expect((await galapagos(["apply"], { cwd: root })).stderr).toMatch(
      /expected no branch galapagos\/wide-1 yet/,
    );
    git(root, "branch", "-q", "-D", "galapagos/wide-1");
    const run = openRun(join(root, "results/wide-1"));
    await expect(applyWinner(failing(run, false))).rejects.toMatchObject({
      code: "apply/verified",
      message: "expected a winner that was verified, got out of fuel",
    });
    expect(await applyWinner(failing(run, true))).toMatchObject({ patch });
    expect(git(root, "log", "-1", "--format=%B", "galapagos/wide-1")).toContain(`program ${run.best().id}.`);
  });

  it("is not taken out of a dirty tree, from nowhere, or where no test calls it", async () => {
    const refused = async (...words: readonly string[]) => (await galapagos(words, { cwd: root })).stderr;
    const test = ["--test", "python3 -m unittest -q"];
    expect(await refused("init", "x", "--from", "slow/spread.py:spred", ...test)).toMatch(
      /did you mean "spread"/,
    );
    expect(await refused("init", "x", "--from", "slow/none.py:f", ...test)).toMatch(
      /expected a file of this repository/,
    );
    expect(await refused("init", "x", "--from", "slow/spread.py:spread")).toMatch(
      /expected --test beside --from/,
    );
    expect(await refused("init", "x", "--from", "slow/spread.py:spread", "--test", "false")).toMatch(
      /to pass before/,
    );
    expect(await refused("init", "x", "--from", "slow/spread.py:spread", "--test", "true")).toMatch(
      /never calls spread/,
    );
    symlinkSync("/etc/passwd", join(root, "slow/link.py"));
    git(root, "add", "slow/link.py");
    git(root, "commit", "-qm", "a link");
    expect(await refused("init", "x", "--from", "slow/link.py:spread", ...test)).toMatch(
      /the function's file: expected a file inside .*, got a link to \/etc\/passwd, which leaves it/,
    );
    git(root, "reset", "-q", "--hard", "HEAD~1");
    writeFileSync(join(root, "slow/limits.py"), "LEAST = 1\n");
    expect(await refused("init", "x", "--from", "slow/spread.py:spread", ...test)).toMatch(
      /expected a clean tree/,
    );
    git(root, "checkout", "-q", "--", ".");
  });
});
