import { createEvaluator } from "../../../src/evaluate/index.ts";
import { HONEST, sumProblem } from "./sum-problem.ts";

// Started by a test as a process of its own: opens an evaluator, keeps it busy with endless programs, waits to be killed.
const engine = process.argv[2] === "v8" ? "v8" : "quickjs";
const limits = { timeMs: 60_000, deadlineMs: 600_000, memoryMb: 64, outputKb: 64 };
const evaluator = await createEvaluator({ problem: sumProblem({ engine, limits }), seed: 1, lanes: 2 });
await evaluator.evaluate({ source: HONEST, seed: 1 });
for (const n of [1, 2]) {
  void evaluator.evaluate({ source: `export function solve() { for (;;) {} } // ${n}`, seed: n });
}
setTimeout(() => process.stdout.write("busy\n"), 500);
setInterval(() => {}, 1000);
