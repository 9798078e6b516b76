import type { ProblemDefinition } from "./definition.ts";

/** Functions that a program of the contract `operators` exports. */
const OPERATORS = ["generate", "improve", "perturb"] as const;

/** Functions that a called program has to export. */
export function entryPointsOf({
  hopping,
  entryPoint,
}: Pick<ProblemDefinition, "hopping" | "entryPoint">): readonly string[] {
  return hopping ? OPERATORS : [entryPoint];
}
