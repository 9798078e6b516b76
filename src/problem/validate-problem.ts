import { faultAt, type FaultOrigin, refuse, schemaCheck } from "../schema/index.ts";
import { checkObjective } from "./check-objectives.ts";
import { PROBLEM_SCHEMA, type ProblemFile } from "./file/problem-file.ts";

const check = schemaCheck<ProblemFile>(PROBLEM_SCHEMA, "docs/problems.md explains every property");

/** Where a problem is stated: its file, with its text, or the code that defines it. */
export type ProblemOrigin = Omit<FaultOrigin, "code">;

/**
 * The content of a `problem.json`, once it agrees with `schemas/problem.schema.json`. Nothing is completed
 * here.
 *
 * @throws GalapagosError `problem/invalid`: every mistake with its place in the file, what was expected, what
 * came; the hint names the likely property or value
 */
export function validateProblem(content: unknown, origin: ProblemOrigin): ProblemFile {
  const unclear = checkObjective(content);
  if (unclear === null && check.accepts(content)) return content;
  const faults = [...check.faults(content), ...(unclear === null ? [] : [unclear])];
  throw refuse(faults, { ...origin, code: INVALID });
}

/** A `problem/invalid` error: `file:line:column: expected … at /json/path, got …`. */
export function invalid(
  origin: ProblemOrigin,
  pointer: string,
  expected: string,
  came: string,
  hint: string,
): Error {
  return refuse([faultAt(pointer, expected, came, hint)], { ...origin, code: INVALID });
}

/** Code of the error that says what is wrong with a problem. */
export const INVALID = "problem/invalid";
