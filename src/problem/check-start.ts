import { isObject } from "../core/index.ts";
import { contractOf } from "../language/index.ts";
import { type Fault, faultAt, show } from "../schema/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** A start from what the parent constructed needs one answer to one input, and a score that nothing else has a part in. */
export function checkStart(definition: ProblemDefinition): Fault | null {
  const { start, inputs, holdout, objectives, adversarial, repeats, timing, race } = definition;
  if (start === undefined) return null;
  const { hopping, policy, joint, repository } = definition;
  const others = { objectives, adversarial, repeats, timing, race, policy, joint, repository };
  const [other] = Object.entries(others).find(([, value]) => value) ?? [];
  const hint = "leave start out: every program begins anew";
  if (other !== undefined) return faultAt("/start", `no start beside ${other}`, show(start), hint);
  if (contractOf(definition) === "text")
    return faultAt("/start", "no start where the scorer interprets the programs itself", show(start), hint);
  if (hopping?.rule === "median")
    return faultAt(
      "/start",
      "no start beside the rule median",
      show(start),
      'leave out "rule": the best run counts',
    );
  // each run of operators has the one input
  const count = hopping ? 1 : inputs.length;
  if (count + holdout.length > 1)
    return faultAt("/start", "no start but with one input, and no hold-out inputs", show(start), hint);
  const [input = null] = inputs;
  if (input === null || (isObject(input) && !Object.hasOwn(input, "start"))) return null;
  return faultAt(
    "/inputs/0",
    'null or an object without a property "start", which starts take',
    show(input),
    "write the input as an object",
  );
}
