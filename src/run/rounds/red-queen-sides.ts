import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { GalapagosError, given } from "../../core/index.ts";
import { loadProblem, PROBLEM_FILE, type Problem } from "../../problem/index.ts";

/**
 * The sides of an adversarial problem: itself, and the one it is played against, which lies beside it or is
 * found as names are looked up.
 *
 * @param preset - of the other problem
 * @throws GalapagosError `problem/*` when the other one is missing or is not played against this one
 */
export async function sidesOf(problem: Problem, preset?: string): Promise<readonly Problem[]> {
  const { adversarial, name } = problem.definition;
  if (adversarial === null || adversarial.against === null) return [problem];
  const { against } = adversarial;
  const beside = join(dirname(problem.folder), against);
  const other = await loadProblem(
    existsSync(join(beside, PROBLEM_FILE)) ? beside : against,
    given({ preset }),
  );
  const back = other.definition.adversarial?.against;
  if (back === name) return [problem, other];
  throw new GalapagosError(
    `${name} is played against ${against}, which is ${back ? `played against ${back}` : "not played against anything"}`,
    {
      code: "problem/adversarial",
      hint: `say "adversarial": { "against": "${name}" } in the problem.json of ${against}`,
    },
  );
}
