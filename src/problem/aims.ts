import type { Aim } from "../core/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** The objectives of a problem that has several, in their order; none where it has one. */
export function aimsOf({ objectives = [] }: Pick<ProblemDefinition, "objectives">): readonly Aim[] {
  return objectives;
}
