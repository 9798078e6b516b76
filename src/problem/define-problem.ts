import { resolve } from "node:path";
import type { Problem } from "./definition.ts";
import { buildProblem } from "./load-problem.ts";
import type { ProblemFile } from "./file/problem-file.ts";
import { validateProblem } from "./validate-problem.ts";

/** A problem defined in code: what `problem.json` says, with a folder and, if wanted, the seed's text. */
export interface ProblemInCode extends ProblemFile {
  readonly name: string;
  /** Folder that the evaluator (and the seed, unless `source` is given) lie in. */
  readonly folder: string;
  /** Text of the seed program; `seed` then only names its language by its extension. */
  readonly source?: string;
}

/**
 * Defines a problem in code. The scorer still is a module of its own (`evaluator`), because it runs in
 * another process.
 *
 * @throws GalapagosError `problem/invalid` or `problem/file`
 */
export async function defineProblem(problem: ProblemInCode): Promise<Problem> {
  const { folder, source, ...file } = problem;
  const place = `defineProblem(${JSON.stringify(problem.name)})`;
  const origin = { origin: place, text: null };
  return buildProblem(resolve(folder), validateProblem(file, origin), origin, source);
}
