import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Json } from "../../src/core/index.ts";
import {
  loadProblem,
  type Problem,
  type Scorer,
  type ScorerResult,
  shippedProblems,
} from "../../src/problem/index.ts";

/** A shipped problem with its seed and its scorer, in one realm: for honest outputs made by tests only. */
export interface Bench {
  readonly problem: Problem;
  /** What the seed returns for each input (or for these inputs). */
  runSeed(inputs?: readonly Json[]): readonly Json[];
  /** Judges one output for the first input. Any value: what a scorer must refuse is often not JSON. */
  judge(output: unknown): ScorerResult;
  /** Judges outputs for these inputs. */
  judgeAll(outputs: readonly Json[], inputs: readonly Json[]): ScorerResult;
}

/** Loads a shipped problem by name. */
export async function openBench(name: string): Promise<Bench> {
  const problem = await loadProblem(join(shippedProblems, name));
  const { definition, folder } = problem;
  const load = async (file: string) =>
    (await import(pathToFileURL(join(folder, file)).href)) as { [key: string]: unknown };
  const solve = (await load(definition.seed))[definition.entryPoint] as (input: Json) => Json;
  const scorer = (await load(definition.evaluator)).default as Scorer;
  const judgeAll = (outputs: readonly Json[], inputs: readonly Json[]): ScorerResult => {
    const result = scorer(outputs, { inputs, seed: 0 });
    if (result instanceof Promise) throw new Error("this scorer is expected to be synchronous");
    return result;
  };
  return {
    problem,
    runSeed: (inputs = definition.inputs) => inputs.map((input) => solve(structuredClone(input))),
    judge: (output) => judgeAll([output as Json], definition.inputs.slice(0, 1)),
    judgeAll,
  };
}

/** The score, or the reason why there is none. */
export function verdict(result: ScorerResult): number | string {
  return "score" in result ? result.score : result.invalid;
}

/** The next larger double. */
export function nextUp(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0);
}

/** Values that are not numbers, or none that a construction may hold. */
export const NOT_NUMBERS: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  null,
  undefined,
  "0.1",
  true,
  [0.1],
  { valueOf: () => 0.1 },
  10n,
];
