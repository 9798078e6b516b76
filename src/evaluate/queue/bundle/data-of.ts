import { resolve } from "node:path";
import { GalapagosError, given } from "../../../core/index.ts";
import { dataHash, type Problem, type ProblemDefinition } from "../../../problem/index.ts";

/** Folders of this machine with data that problems name, by that name. */
export type DataFolders = { readonly [name: string]: string };

/**
 * A definition whose data all has its hash, so that only machines score that have the same: data stays where it is.
 *
 * @throws GalapagosError `evaluate/needs` where data has no hash and cannot be read here
 */
export async function withHashes(definition: ProblemDefinition, folder: string): Promise<ProblemDefinition> {
  const { needs } = definition;
  if (!needs || needs.data.every(({ sha256 }) => sha256 !== undefined)) return definition;
  const data = await Promise.all(
    needs.data.map(async (each) => ({
      ...each,
      sha256: each.sha256 ?? (await hashAt(resolve(folder, each.path), each.name)),
    })),
  );
  return { ...definition, needs: { ...needs, data } };
}

/** A problem whose data lies where this machine has it. */
export function withDataOf(problem: Problem, folders: DataFolders): Problem {
  const { needs } = problem.definition;
  if (!needs || needs.data.length === 0) return problem;
  const data = needs.data.map((each) => ({ ...each, ...given({ path: folders[each.name] }) }));
  return { ...problem, definition: { ...problem.definition, needs: { ...needs, data } } };
}

async function hashAt(path: string, name: string): Promise<string> {
  try {
    return await dataHash(path);
  } catch {
    throw new GalapagosError(
      `expected the data "${name}" to have a sha256, or to lie at ${path}, so that workers know theirs is the same`,
      {
        code: "evaluate/needs",
        hint: `where it lies, galapagos doctor <problem> tells its hash`,
      },
    );
  }
}
