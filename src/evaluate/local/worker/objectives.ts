import type { NumberRecord } from "../../../core/index.ts";
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

/**
 * The failure of a program that keeps not all constraints, with the first one that it breaks, and what the scorer found of it
 * all the same; `null` where it keeps them.
 */
export function brokenConstraint(
  judgement: Extract<Judgement, { readonly status: "ok" }>,
  definition: Objectives,
): Failure | null {
  const broken = firstBroken(judgement.metrics, definition);
  if (broken === null) return null;
  const { metrics, instances, artifacts } = judgement;
  return { ...broken, artifacts: { ...artifacts, metrics, ...(instances && { instances }) } };
}

function firstBroken(metrics: NumberRecord, { constraints = [] }: Objectives): Failure | null {
  for (const { name, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } of constraints) {
    const value = metrics[name] as number;
    if (value > atMost)
      return failure("invalid", "constraint", `${name} is ${value}, and may be ${atMost} at most`);
    if (value < atLeast)
      return failure("invalid", "constraint", `${name} is ${value}, and must be at least ${atLeast}`);
  }
  return null;
}
