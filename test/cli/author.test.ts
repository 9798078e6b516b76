import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { galapagos, plain } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// a person who writes a problem: what goes wrong in the evaluator is told where it is

const home = temporaryFolder("author");
const evaluator = join(home, "problems", "mine", "evaluator.mts");
const cli = (...args: string[]) => galapagos(args, { cwd: home });
const seed = join("problems", "mine", "seed.ts");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
let whole = "";

beforeAll(async () => {
  const made = await cli("init", "mine");
  expect(made.code, made.stderr).toBe(0);
  whole = readFileSync(evaluator, "utf8");
});

/** Puts text before the scorer's first statement. */
function withStatement(statement: string, source = whole): string {
  const mark = "  let sum = 0;";
  expect(source).toContain(mark);
  return source.replace(mark, `  ${statement}\n${mark}`);
}

/** A statement that takes its time and no processor. */
function waits(ms: number): string {
  return `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`;
}

/** Code, and all that a person sees but for signs of life. */
async function seen(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(...args);
  const lines = plain(stdout + stderr, [home]).replace(/^… .*\n/gm, "");
  return `${lines.trimEnd()}\n→ ${code}`;
}

describe("a scorer that fails", () => {
  it.each([
    [
      "null",
      withStatementLater("(null as unknown as { x: number }).x;"),
      "the scorer threw: evaluator.mts:13:38: TypeError: Cannot read properties of null (reading 'x')",
    ],
    [
      "a cause",
      withStatementLater('throw new Error("no table", { cause: new Error("no disk") });'),
      "the scorer threw: evaluator.mts:13:9: Error: no table (caused by Error: no disk)",
    ],
    [
      "process.exit",
      withStatementLater("process.exit(3);"),
      "the scorer threw: evaluator.mts:13:11: Error: process.exit(3) was called: return a result, or throw, instead",
    ],
  ])(
    "by %s is told with its line and its cause",
    async (_name, change, expected) => {
      writeFileSync(evaluator, change());
      const told = await seen("check", "mine");
      expect(told).toContain(`mine: the seed gets no score: error (scorer): ${expected}\n`);
      expect(told).toMatch(/→ 4$/);
    },
    60_000,
  );

  it("is told by eval in the same words", async () => {
    writeFileSync(evaluator, withStatement("process.exit(3);"));
    expect(await seen("eval", "mine", seed)).toContain(
      "error (scorer): the scorer threw: evaluator.mts:13:11: Error: process.exit(3) was called: return a result, or throw, instead (",
    );
  });

  it.each([
    [
      "process.exit(0);",
      "evaluator.mts:1:9: Error: process.exit(0) was called: return a result, or throw, instead",
    ],
    [
      "await new Promise(() => {});",
      "Error: its top-level await waits for something that can never come (nothing is under way)",
    ],
    ["const broken = ;", "evaluator.mts:1: SyntaxError: Expression expected"],
    ['throw new Error("at once");', "evaluator.mts:1:7: Error: at once"],
  ])(
    "while it is loaded (%s) stops at once, with its place",
    async (statement, expected) => {
      writeFileSync(evaluator, `${statement}\n${whole}`);
      const begun = performance.now();
      expect(await seen("check", "mine")).toContain(
        `evaluator.mts: expected a module that can be imported, got: ${expected}\n`,
      );
      expect(performance.now() - begun).toBeLessThan(20_000);
    },
    60_000,
  );

  it("in JavaScript that does not parse is told with its place, too", async () => {
    await cli("init", "plain", "--language", "javascript");
    const path = join(home, "problems", "plain", "evaluator.mjs");
    writeFileSync(path, readFileSync(path, "utf8").replace("let sum = 0;", "let sum = ;"));
    expect(await seen("check", "plain")).toMatch(
      /got: evaluator\.mjs:\d+:13: SyntaxError: Unexpected token ';'/,
    );
  });
});

describe("a scorer at work", () => {
  it("shows what it prints and its artifacts in check and eval, and eval scores the hold-out inputs", async () => {
    const chatty = withStatement('console.log("outputs", outputs.length);\n  console.error("!");').replace(
      "return { score,",
      'return { score, artifacts: { note: "hi", points: [1, 2] },',
    );
    writeFileSync(evaluator, chatty);
    const shown = [
      "  artifact note: hi",
      "  artifact points: [1,2]",
      "  scorer printed: outputs 1",
      "  scorer printed: !",
    ].join("\n");
    expect(await seen("check", "mine")).toContain(shown);
    const told = await seen("eval", "mine", seed, "--holdout");
    expect(told).toContain("  scorer printed: outputs 1\n  scorer printed: !\n");
    expect(told).toMatch(/^ {2}on the hold-out inputs: 0\.\d+$/m);
    const verdict = JSON.parse((await cli("eval", "mine", seed, "--json")).stdout);
    expect(verdict).toMatchObject({ artifacts: { note: "hi" }, printed: "outputs 1\n!\n" });
    expect(verdict.holdout).toBeUndefined();
  });

  it("is told apart from the programs: time per input beside its limit, the scorer's beside the whole", async () => {
    writeFileSync(evaluator, withStatement(waits(300)));
    const report = JSON.parse((await cli("check", "mine", "--repeats", "2", "--json")).stdout);
    expect(report.scorerMs).toBeGreaterThanOrEqual(299);
    expect(report.slowestInputMs).toBeLessThan(report.scorerMs);
    expect(report.advice.join()).toMatch(/the scorer takes \d+ ms of the \d+ ms of an evaluation/);
    expect(report.advice.join()).not.toContain("limits.timeMs");
  });

  it("that is slow lets a person see where it waits, within a second", async () => {
    writeFileSync(evaluator, withStatement(waits(1500)));
    const { stderr } = await cli("eval", "mine", seed);
    expect(stderr).toMatch(
      /^… the (?:scorer runs|program runs|evaluator is being loaded) \(\d+ ms so far\)$/m,
    );
  });
});

describe("a program that fails", () => {
  it("by a name that only browsers and Node have hears what it may use, with the line", async () => {
    writeFileSync(evaluator, whole);
    const program = join(home, "program.ts");
    writeFileSync(program, "export function solve(xs: number[]) {\n  console.log(xs);\n  return xs;\n}\n");
    expect(await seen("eval", "mine", program)).toMatch(
      /^error \(threw\): .*console.* is not defined \(line 2\); programs have the JavaScript language alone: /,
    );
  });

  it.skipIf(!hasPython)(
    "because its command prints something besides is shown what it printed",
    async () => {
      await cli("init", "snake", "--language", "python");
      const program = join(home, "program.py");
      writeFileSync(program, 'print("debug")\nprint([1])\n');
      expect(await seen("eval", "snake", program, "--unsafe")).toContain(
        'the answer is not JSON: standard output holds "debug\\n[1]", expected one JSON value and nothing else',
      );
    },
    60_000,
  );
});

it("init writes a launch recipe once, which scores the seed", async () => {
  const path = join(home, ".vscode", "launch.json");
  const recipe = JSON.parse(readFileSync(path, "utf8"));
  expect(recipe.configurations).toMatchObject([
    {
      type: "node",
      runtimeExecutable: "npx",
      runtimeArgs: ["galapagos", "eval", "mine", "problems/mine/seed.ts"],
    },
  ]);
  const { stdout } = await cli("init", "second");
  expect(stdout).not.toContain("launch.json");
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(recipe);
});

describe("a time budget", () => {
  it("holds with a slow scorer: what is queued when time is up is not begun", async () => {
    const slow = withStatement("await new Promise((end) => setTimeout(end, 1000));");
    writeFileSync(evaluator, slow.replace("const score: Scorer = (", "const score: Scorer = async ("));
    const { code, stdout, stderr } = await cli(
      "run",
      "mine",
      "--time",
      "10s",
      "--json",
      "--quiet",
      "--seed",
      "9",
    );
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ status: "done", stopped: "time" });
    const shares = summary.islands.map((island: { evaluations: number }) => island.evaluations);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    // two at a time, a second each; 32 were queued
    expect(summary.evaluations).toBeLessThan(24);
  });
});

/** A change that is made when the whole evaluator is known. */
function withStatementLater(statement: string): () => string {
  return () => withStatement(statement);
}
