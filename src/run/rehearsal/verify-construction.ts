import { GalapagosError, type Json } from "../../core/index.ts";
import { type ConstructionVerdict, judgeConstruction } from "../../evaluate/index.ts";
import { type Problem, type ProblemDefinition, standingOf } from "../../problem/index.ts";

/** A construction's verdict, and what is known to be best. */
export interface VerifyReport extends ConstructionVerdict {
  readonly problem: string;
  readonly objective: ProblemDefinition["objective"];
  /** The best known value; `null` where none is known. */
  readonly bestKnown: ProblemDefinition["bestKnown"][number] | null;
  /** True when a proved value (of the construction, or of its repair) is better than the best known one, by more than rounding. */
  readonly isBetter: boolean;
  /** True when it is as good as the best known value, as far as that is stated. */
  readonly isSame: boolean;
}

/**
 * Judges a construction from anywhere: its score in floating point, and beside it what is proved of it.
 *
 * @param construction - what a program of the problem returns; one of a list where there are several inputs
 * @throws GalapagosError `verify/outputs` when the list has another length than the inputs
 */
export async function verifyConstruction(problem: Problem, construction: Json): Promise<VerifyReport> {
  const { name, inputs, objective, bestKnown, policy } = problem.definition;
  if (policy) {
    throw new GalapagosError(
      `${name}: expected a problem whose programs return constructions, got policies`,
      {
        code: "verify/policy",
        hint: `score a policy with: galapagos eval ${name} <file> --holdout`,
      },
    );
  }
  const outputs = inputs.length === 1 ? [construction] : construction;
  if (!Array.isArray(outputs) || outputs.length !== inputs.length) {
    const came = Array.isArray(outputs) ? `a list of ${outputs.length}` : "something else";
    throw new GalapagosError(
      `${name}: expected a list of ${inputs.length} outputs, one for each input, got ${came}`,
      {
        code: "verify/outputs",
        hint: "the construction is what the entry point returns for each of the inputs in problem.json",
      },
    );
  }
  const verdict = await judgeConstruction(problem, outputs);
  const best = bestKnown[0] ?? null;
  const value = provedValue(verdict);
  const standing = value === null ? null : standingOf(problem.definition, value);
  return {
    problem: name,
    objective,
    ...verdict,
    bestKnown: best,
    isBetter: standing === "improved",
    isSame: standing === "same",
  };
}

/** The proved value in floating point: only to be compared with what is known. */
function provedValue({ proof }: ConstructionVerdict): number | null {
  if (proof?.status === "proved") return Number(proof.value);
  return proof?.status === "refused" && proof.repaired ? Number(proof.repaired.value) : null;
}
