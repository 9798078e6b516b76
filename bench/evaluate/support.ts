import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { processTree } from "../../src/evaluate/sandbox/process-tree.ts";
import type { Problem, ProblemDefinition } from "../../src/problem/definition.ts";

/** Lanes of every bench that does not say otherwise. */
export const LANES = 2;

/** The honest program: the sum of eight numbers. */
export const TRIVIAL = "export function solve({ xs }) { let s = 0; for (const x of xs) s += x; return s; }";
export const TRIVIAL_INPUT = { n: 26, xs: [3, 1, 4, 1, 5, 9, 2, 6] };

/** The problem of the benches, with changes. */
export function problem(engine: string, changes: Partial<ProblemDefinition> = {}): Problem {
  return {
    definition: {
      name: "bench",
      title: "Bench",
      description: "",
      language: "javascript",
      engine,
      seed: "seed.js",
      entryPoint: "solve",
      evaluator: "evaluator.ts",
      inputs: [TRIVIAL_INPUT],
      holdout: [],
      output: { type: "number" },
      objective: { name: "value", direction: "maximise" },
      bestKnown: [],
      limits: { timeMs: 5000, deadlineMs: 50_000, memoryMb: 64, outputKb: 64 },
      features: [],
      stages: [],
      adversarial: null,
      command: null,
      ...changes,
    },
    folder: fileURLToPath(new URL("../fixtures/evaluate/", import.meta.url)),
    seed: TRIVIAL,
    version: "bench",
  };
}

/** Starts an evaluator for a problem. */
export const open = (of: Problem, lanes = LANES): Promise<Evaluator> =>
  createEvaluator({ problem: of, seed: 1, lanes });

/** Every process below this one. */
export const family = (): number[] => processTree(process.pid).filter((pid) => pid !== process.pid);

/**
 * Processor time of this process and of everything below it, that of children which ended included, milliseconds. In steps of
 * ten; load on the machine does not change it much.
 */
export function familyCpuMs(): number {
  let ticks = 0;
  for (const pid of processTree(process.pid)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      for (const field of fields.slice(11, 15)) ticks += Number(field);
    } catch {
      // It ended in between.
    }
  }
  return ticks * 10;
}

/** Memory of processes, MiB, with shared pages counted once (PSS). */
export function megabytes(pids: readonly number[]): number {
  let kib = 0;
  for (const pid of pids) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It ended in between.
    }
  }
  return kib / 1024;
}

/** Prints one row of a table. */
export const row = (...cells: readonly (string | number)[]): void =>
  console.log(
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(34) : String(cell).padStart(16))).join(""),
  );
