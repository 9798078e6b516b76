import { fileURLToPath } from "node:url";
import { createEvaluator } from "../../src/evaluate/index.ts";
import { defineProblem } from "../../src/problem/index.ts";
import { row } from "./support.ts";

/**
 * Calls of policies per second of wall time and one lane, at each level: questions alone, and questions with two facts each that
 * need no answer. Eight episodes are under way at a time where the sandbox plays several.
 */
export async function policyCalls(engines: readonly string[]): Promise<void> {
  console.log("\nPolicies: calls per second, one lane, scoring included");
  row("", "calls a question", "per second", "fuel");
  for (const engine of engines) {
    for (const each of [1, 3]) {
      const calls = engine === "quickjs" ? 60_000 : 6_000;
      const isCommand = engine === "command";
      const problem = await defineProblem({
        name: "policy-calls",
        folder: fileURLToPath(new URL("../fixtures/policy/", import.meta.url)),
        description: "Pick.",
        contract: "policy",
        ...(isCommand ? { command: ["python3", "{program}"] } : { engine }),
        seed: isCommand ? "seed.py" : "seed.js",
        source: isCommand ? PYTHON : JAVASCRIPT,
        evaluator: "evaluator.ts",
        inputs: Array.from({ length: 8 }, () => ({ calls, each })),
        objective: { direction: "maximise" },
        limits: { timeMs: 60_000, outputKb: 4096 },
        features: [],
      });
      await using evaluator = await opened(problem);
      const source = problem.seed;
      await evaluator.evaluate({ source, seed: 1 });
      const begun = performance.now();
      const verdict = await evaluator.evaluate({ source: `${source}\n`, seed: 2 });
      if (verdict.status !== "ok") throw new Error(`expected ok, got ${verdict.kind}: ${verdict.message}`);
      const perSecond = (8 * calls * 1000) / (performance.now() - begun);
      row(`${engine}`, each, perSecond.toFixed(0), verdict.fuel ?? "");
    }
  }
}

async function opened(problem: Parameters<typeof createEvaluator>[0]["problem"]) {
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  return { evaluate: evaluator.evaluate.bind(evaluator), [Symbol.asyncDispose]: () => evaluator.close() };
}

const JAVASCRIPT = `export function create({ capacity }) {
  const seen = new Map();
  return {
    seen(key) { seen.set(key % capacity, key); },
    pick(key, each) { seen.set(key % capacity, key); return (key * each) % capacity; },
  };
}`;

const PYTHON = `
class Policy:
    def __init__(self, capacity):
        self.capacity = capacity
        self.known = {}

    def seen(self, key):
        self.known[key % self.capacity] = key

    def pick(self, key, each):
        self.known[key % self.capacity] = key
        return (key * each) % self.capacity


def create(setup):
    return Policy(setup["capacity"])
`;
