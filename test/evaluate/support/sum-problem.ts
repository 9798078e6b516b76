import { fileURLToPath } from "node:url";
import type { Problem, ProblemDefinition } from "../../../src/problem/definition.ts";

type Needs = NonNullable<ProblemDefinition["needs"]>;

/** An honest program of the fixture problem. */
export const HONEST = "export function solve({ xs }) { let s = 0; for (const x of xs) s += x; return s; }";

/** The fixture problem: return the sum of `xs`. */
export function sumProblem(changes: Partial<ProblemDefinition> = {}): Problem {
  return {
    definition: {
      name: "sum",
      title: "Sum",
      description: "Return the sum of xs.",
      language: "javascript",
      engine: "quickjs",
      seed: "seed.js",
      entryPoint: "solve",
      evaluator: "evaluator.ts",
      inputs: [{ n: 26, xs: [3, 1, 4, 1, 5, 9, 2, 6] }],
      holdout: [{ n: 3, xs: [1, 2, 3] }],
      output: { type: "number" },
      objective: { name: "closeness", direction: "maximise" },
      bestKnown: [],
      limits: { timeMs: 100, deadlineMs: 500, memoryMb: 64, outputKb: 256 },
      features: [],
      stages: [],
      adversarial: null,
      command: null,
      ...changes,
    },
    folder: fileURLToPath(new URL("../../fixtures/problems/sum/", import.meta.url)),
    seed: HONEST,
    version: "test",
  };
}

/** The needs of a problem that reads this data and asks for nothing else. */
export function needing(...data: Needs["data"]): Needs {
  const nothing = { environments: [], packages: [], programs: [], files: [], variables: {} };
  return { ...nothing, data, threads: 1, processes: 48, temporaryMb: 64, sharedMemoryMb: 0 };
}
