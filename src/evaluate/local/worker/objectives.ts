import type { ProblemDefinition } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { Judgement } from "./scorer.ts";

type Objectives = Pick<ProblemDefinition, "objectives" | "constraints">;

/** The fault of a scorer that does not tell the metrics of its problem's objectives; `null` where it does. */
export function missingObjective(
  judgement: Extract<Judgement, { readonly status: "ok" }>,
  { objectives = [], constraints = [] }: Objectives,
): Failure | null {
  const { metrics, score } = judgement;
  for (const { name } of [...objectives, ...constraints]) {
    if (metrics[name] === undefined)
      return failure("error", "scorer", `the scorer returned no metric ${name}, which problem.json names`);
  }
  const [first] = objectives;
  if (first === undefined || metrics[first.name] === score) return null;
  const said = `the score is ${score}, and its first objective ${first.name} is ${metrics[first.name]}: expected the same`;
  return failure("error", "scorer", said);
}

/** The failure of a program that keeps not all constraints, with the first one that it breaks; `null` where it does. */
export function brokenConstraint(
  { metrics }: Extract<Judgement, { readonly status: "ok" }>,
  { constraints = [] }: Objectives,
): Failure | null {
  for (const { name, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } of constraints) {
    const value = metrics[name] as number;
    if (value > atMost)
      return failure("invalid", "constraint", `${name} is ${value}, and may be ${atMost} at most`);
    if (value < atLeast)
      return failure("invalid", "constraint", `${name} is ${value}, and must be at least ${atLeast}`);
  }
  return null;
}
