import { GalapagosError } from "../core/index.ts";
import { loadProblem, type Problem } from "../problem/index.ts";
import { show } from "../schema/index.ts";

/**
 * The problem that a verb of the library is given: loaded by its name or path, or as it is.
 *
 * @param verb - for the message
 * @throws GalapagosError `problem/not-found` and its like, `library/problem` where it is neither
 */
export async function problemOf(given: Problem | string, verb: string): Promise<Problem> {
  if (typeof given === "string") return loadProblem(given);
  if (typeof given?.definition === "object" && typeof given.seed === "string") return given;
  throw new GalapagosError(
    `${verb}() expected the name or folder of a problem, or what loadProblem and defineProblem resolve with, got ${show(given)}`,
    { code: "library/problem", hint: `for example: await ${verb}("circle-packing", …)` },
  );
}
