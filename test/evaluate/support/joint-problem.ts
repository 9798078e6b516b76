import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadProblem, type Problem } from "../../../src/problem/index.ts";
import type { Joint, ProblemDefinition } from "../../../src/problem/definition.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** The properties of a joint problem that a completed definition has. */
export function jointOf(joint: Partial<Joint>): Partial<ProblemDefinition> {
  return {
    ...{ engine: "command", language: "python", command: ["python3", "{program}"], seed: "seed.py" },
    inputs: [null],
    holdout: [],
    output: null,
    joint: {
      ...{
        shape: "openevolve",
        failed: "invalid",
        metric: null,
        cascade: null,
        dimensions: [],
        arguments: {},
      },
      ...{ solution: "/app/solution.py", verify: null },
      ...joint,
    },
    needs: NOTHING,
  };
}

const NOTHING = {
  ...{ environments: [], packages: [], programs: [], files: [], data: [], variables: {}, threads: 1 },
  ...{ processes: 48, temporaryMb: 64, sharedMemoryMb: 0 },
};

/** A folder with a joint problem, loaded as any problem is. */
export async function jointProblem(
  files: { readonly [name: string]: string },
  changes: { readonly [name: string]: unknown } = {},
): Promise<Problem> {
  const folder = join(temporaryFolder("joint"), "task");
  const problem = {
    description: "A task.",
    seed: "seed.py",
    evaluator: "evaluator.py",
    contract: "joint",
    objective: { name: "score", direction: "maximise" },
    limits: { timeMs: 10_000, deadlineMs: 10_000, memoryMb: 256 },
    ...changes,
  };
  const all = { "seed.py": "x = 1\n", ...files, "problem.json": JSON.stringify(problem) };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return loadProblem(folder);
}
