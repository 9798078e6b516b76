import { GalapagosError } from "../../core/index.ts";
import { newest } from "./newest.ts";
import type { RecallPolicy } from "./policy.ts";
import { relevanceOnly } from "./relevance-only.ts";
import { twoPhase } from "./two-phase.ts";

/**
 * The policy with this name.
 *
 * @throws GalapagosError `memory/policy`
 */
export function findPolicy(name: string): RecallPolicy {
  const policy = Object.hasOwn(RECALL_POLICIES, name) ? RECALL_POLICIES[name] : undefined;
  if (policy !== undefined) return policy;
  throw new GalapagosError(`there is no recall policy "${name}"`, {
    code: "memory/policy",
    hint: `there are: ${Object.keys(RECALL_POLICIES).join(", ")}`,
  });
}

/** The built-in policies by name. */
const RECALL_POLICIES: { readonly [name: string]: RecallPolicy } = Object.fromEntries(
  [twoPhase, relevanceOnly, newest].map((policy) => [policy.name, policy]),
);
