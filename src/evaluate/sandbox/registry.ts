import { basename, resolve } from "node:path";
import { closestName, GalapagosError } from "../../core/index.ts";
import { contractOf } from "../../language/index.ts";
import { dataHash, type Problem } from "../../problem/index.ts";
import { command } from "./command.ts";
import { container } from "./container.ts";
import type { MachineOptions, Prepared, SandboxKind } from "./kind.ts";
import { model } from "./model.ts";
import { own } from "./own.ts";
import { quickjs } from "./quickjs.ts";
import { v8 } from "./v8.ts";

/** All kinds of sandboxes. A new one is a file beside this one and its name in this list. */
export const SANDBOXES: readonly SandboxKind[] = [own, model, quickjs, v8, command, container];

/**
 * The kind of sandbox that a problem asks for.
 *
 * @throws GalapagosError `evaluate/engine` when there is none, or when it calls programs in another way than
 * the problem
 */
export function sandboxFor({ definition, folder }: Pick<Problem, "definition" | "folder">): SandboxKind {
  const contract = contractOf(definition);
  const fitting = SANDBOXES.filter((kind) => kind.contract === contract);
  const found = fitting.find(({ engine }) => engine === definition.engine);
  if (found !== undefined) return found;
  const names = fitting.map(({ engine }) => engine);
  const near = closestName(definition.engine, names);
  throw new GalapagosError(
    `${folder}: expected ${names.map((name) => `"${name}"`).join(" or ")} at /engine, got ${JSON.stringify(definition.engine)}`,
    {
      code: "evaluate/engine",
      hint: near === null ? "leave engine out to get the right one" : `did you mean "${near}"?`,
    },
  );
}

/** Makes the sandbox of a problem ready, once in the evaluator process. */
export async function prepareSandbox(problem: Problem, options: MachineOptions): Promise<Prepared<unknown>> {
  const { setup, warnings } = await sandboxFor(problem).prepare(options);
  await checkData(problem);
  return { setup, warnings: problem.definition.timing ? [...warnings, TIMING_WARNING] : warnings };
}

/** Data that has a hash is what it was, or nothing is scored. */
async function checkData({ definition: { needs }, folder }: Problem): Promise<void> {
  for (const { path, name, sha256 } of needs?.data ?? []) {
    if (sha256 === undefined) continue;
    const from = resolve(folder, path);
    const found = await dataHash(from).catch(() => "nothing that can be read");
    if (found === sha256) continue;
    throw new GalapagosError(`expected the data "${name}" at ${from} with sha256 ${sha256}, got ${found}`, {
      code: "evaluate/needs",
      hint: `galapagos doctor ${basename(folder)} says all that is missing`,
    });
  }
}

const TIMING_WARNING =
  "the objective is run time: scores depend on this machine, and two runs with one seed differ (no digest promise)";
