import { contractOf } from "../language/index.ts";
import { type Fault, faultAt, show } from "../schema/index.ts";
import type { ProblemDefinition } from "./definition.ts";
import { isModule } from "./scorer-command.ts";

/** Property that a problem whose programs are policies cannot have besides; `null` where all is well. */
export function checkPolicy(definition: ProblemDefinition): Fault | null {
  const { policy, evaluator, timing, output, verifier, warm, language } = definition;
  if (!policy) return null;
  if (contractOf(definition) === "text") {
    const hint = "write the policy in JavaScript, TypeScript or Python, or name a command";
    return faultAt("/contract", "a language whose programs run", show(language), hint);
  }
  if (!isModule(definition)) {
    const hint = "a policy's simulation is a function `simulate` that a .mts or .mjs file exports";
    return faultAt("/evaluator", "a module of JavaScript or TypeScript", show(evaluator), hint);
  }
  if (timing)
    return faultAt("/timing", "no timing of policies", show(timing), "count steps, and score those");
  if (output !== null) {
    const hint = "remove it: the outcome is the simulation's own; check there what the policy answers";
    return faultAt("/output", "no schema of outputs of policies", show(output), hint);
  }
  if (verifier) {
    const hint = "remove it: an episode has no construction that could be proved";
    return faultAt("/verifier", "no verifier of policies", show(verifier), hint);
  }
  if (!warm) return null;
  const hint = "remove it: every episode of a policy has a process of its own";
  return faultAt("/warm", "no warm processes of policies", show(warm), hint);
}
