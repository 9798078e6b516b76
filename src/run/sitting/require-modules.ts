import { EXIT, GalapagosError, shellWord } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { packageFindings } from "../needs-findings.ts";

/**
 * Makes sure that this machine has the modules that a joint evaluator needs: without them it may give every program 0, and a run
 * would spend its budget on that. Elsewhere the seed fails by itself.
 *
 * @throws GalapagosError `run/modules` (exit code 2)
 */
export async function requireModules(problem: Problem): Promise<void> {
  if (!problem.definition.joint) return;
  const missing = (await packageFindings(problem)).find(({ ok }) => !ok);
  if (missing === undefined) return;
  throw new GalapagosError(`${problem.definition.name} needs modules that are not here: ${missing.fact}`, {
    code: "run/modules",
    exitCode: EXIT.usage,
    hint: `${missing.hint}; then galapagos doctor ${shellWord(problem.folder)}`,
  });
}
