import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/core/index.ts";
import { createEvaluator } from "../../src/evaluate/index.ts";
import { kitNamed } from "../../src/kit/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import { readJudgingFiles, versionOf } from "../../src/problem/problem-version.ts";
import { sumProblem } from "./support/sum-problem.ts";

const imports = ["galapagos:math"];

/** The sum of xs as the solution of a linear program, of a system, and of a search. */
const SOURCE = `import { linearProgram, random, solve, nelderMead } from "galapagos:math";
export function solve_({ xs }) {
  const sum = solve([[1]], [xs.reduce((a, b) => a + b, 0)])[0];
  const { value } = linearProgram({ c: [1], A: [[-1]], b: [-sum] });
  const { next } = random(7);
  const near = nelderMead(([x]) => (x - next()) ** 2, [0], { evaluations: 50 });
  return Math.round(value * 1000 + near.value) / 1000 + next() * 1e-9;
}`.replaceAll("solve_", "answer");

/** Verdicts of one evaluator on programs, one after the other. */
async function verdicts(problem: Problem, sources: readonly string[], unsafe = false): Promise<Evaluation[]> {
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, unsafe });
  try {
    const found: Evaluation[] = [];
    for (const source of sources) found.push(await evaluator.evaluate({ source, seed: 1 }));
    return found;
  } finally {
    await evaluator.close();
  }
}

describe("galapagos:math in programs", () => {
  const entryPoint = "answer";

  it.each(["quickjs", "v8"])(
    "is there on %s where the problem allows it, whatever the last program did",
    async (engine) => {
      const attack = `import * as math from "galapagos:math";
      try { math.solve = () => [1e9]; } catch {}
      try { Object.defineProperty(math, "solve", { value: () => [1e9] }); } catch {}
      Array.prototype.map = () => [1e9];
      Array.prototype.reduce = () => 1e9;
      export function answer() { return 5; }`;
      const other = SOURCE.replace("galapagos:math", "node:fs");
      const problem = sumProblem({ engine, imports, entryPoint });
      const [first, , again, fs] = await verdicts(problem, [SOURCE, attack, `${SOURCE}//`, other]);
      expect(first).toMatchObject({ status: "ok", engine: expect.stringContaining(engine) });
      expect(again).toMatchObject({ score: first?.status === "ok" ? first.score : null });
      expect(fs).toMatchObject({
        status: "invalid",
        kind: "import",
        message: expect.stringContaining("node:fs"),
      });
    },
  );

  it("is there for programs that Node runs as a command", async () => {
    const source = `${SOURCE}
      let text = "";
      for await (const chunk of process.stdin) text += chunk;
      console.log(JSON.stringify(answer(JSON.parse(text))));`;
    const problem = sumProblem({
      ...{ engine: "command", command: ["node", "{program}"], seed: "seed.mjs", imports },
      limits: { timeMs: 5000, deadlineMs: 50_000, memoryMb: 512, outputKb: 64 },
    });
    expect(await verdicts(problem, [source], true)).toMatchObject([{ message: "", status: "ok" }]);
  });

  it("costs no fuel to load, and fuel to use", async () => {
    const using = `import { solve } from "galapagos:math";
      export function answer({ xs }) {
        let last = 0;
        for (let k = 0; k < 40; k++) last = solve(xs.map((_, i) => xs.map((_, j) => (i === j ? 2 : 1 / (i + j + k + 1)))), xs)[0];
        return last;
      }`;
    // little fuel and much time, so that even a slow machine's clock does not end what fuel is to end
    const limits = { timeMs: 20, deadlineMs: 10_000, memoryMb: 64, outputKb: 256 };
    const [plain, loaded, used, endless] = await verdicts(sumProblem({ imports, entryPoint, limits }), [
      "export function answer() { return 1; }",
      'import "galapagos:math"; export function answer() { return 2; }',
      using,
      using.replace("k < 40", "true"),
    ]);
    expect(loaded?.fuel).toBe(plain?.fuel);
    expect(used?.fuel).toBeGreaterThan((plain?.fuel ?? 0) + 1);
    expect(endless).toMatchObject({ status: "timeout", kind: "fuel" });
  });

  it("is refused where the problem does not allow it", async () => {
    expect(await verdicts(sumProblem({ entryPoint }), [SOURCE])).toMatchObject([
      { status: "invalid", kind: "import" },
    ]);
  });

  it("is part of the problem's version", async () => {
    const plain = sumProblem();
    const { folder, definition } = plain;
    const code = await readJudgingFiles(folder, definition);
    const version = versionOf(definition, code);
    expect(versionOf({ ...definition, imports: [] }, code)).toBe(version);
    expect(versionOf({ ...definition, imports }, code)).not.toBe(version);
    expect(kitNamed("galapagos:math")?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(kitNamed("galapagos:physics")).toBeNull();
  });
});
