import type { Json } from "../../../core/index.ts";
import { contractOf } from "../../../language/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { jointProbes } from "./joint-probes.ts";
import { policyProbes } from "./policy-probes.ts";
import { probedProblem, programOf } from "./probed-problem.ts";
import { probesOf } from "./probes.ts";
import { type Probing, ROW } from "./probing.ts";

/**
 * The ways to probe a problem, by how its programs are used: ready answers where they are called, also under the clock; solutions,
 * in place of the operators that come to them, one way for each run's; policies that answer blindly; programs whose functions
 * do, where the evaluator runs them. The first whose stand has a score is the one to go. None where programs are texts or run by
 * something of which nothing is known.
 *
 * @param answers - what the seed returned, one for each input; `null` where that is not known
 */
export function probingsOf(problem: Problem, answers: readonly Json[] | null): readonly Probing[] {
  const { definition } = problem;
  const { inputs, timing, policy, joint, hopping, prompt } = definition;
  if (policy) return policyProbes(problem);
  if (joint) return jointProbes(problem);
  if ((contractOf(definition) === "text" && !prompt) || answers === null) return [];
  const isTimed = Boolean(timing);
  const probed = probedProblem(problem);
  if (!hopping) {
    const made = answeredBy(definition, { inputs, answers });
    return [{ problem: probed, ...made, shows: isTimed ? "right" : "near", isFixed: true, row: ROW }];
  }
  const one = inputs.slice(0, 1);
  const called: Problem = { ...probed, definition: { ...probed.definition, hopping: null, inputs: one } };
  return answers.map((answer) => ({
    problem: called,
    ...answeredBy(definition, { inputs: one, answers: [answer] }),
    shows: "near",
    isFixed: true,
    row: ROW,
  }));
}

/** Probes as programs with ready answers; under the clock those alone that cannot be right. */
function answeredBy(
  { timing, description }: Problem["definition"],
  { inputs, answers }: { readonly inputs: readonly Json[]; readonly answers: readonly Json[] },
): Pick<Probing, "stand" | "probes"> {
  const right = JSON.stringify(answers);
  const isTimed = Boolean(timing);
  const probes = probesOf(inputs, answers, description).filter(
    ({ mayBeRight, outputs }) => !isTimed || (!mayBeRight && JSON.stringify(outputs) !== right),
  );
  return {
    stand: programOf(inputs, answers),
    probes: probes.map(({ outputs, ...probe }) => ({ probe, source: programOf(inputs, outputs) })),
  };
}
