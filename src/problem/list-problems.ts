import { basename } from "node:path";
import { GalapagosError } from "../core/index.ts";
import { loadProblemFolder, type LoadOptions } from "./load-problem.ts";
import { problemFolders } from "./problem-folders.ts";

/** One line of the list: a problem that loads, or why it does not. */
export type ProblemSummary = {
  /** The word to type. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** True for a problem that comes with the toolkit. */
  readonly shipped: boolean;
} & ({ readonly ok: true; readonly title: string } | { readonly ok: false; readonly error: GalapagosError });

/** The problems that can be run by name here, own ones first, each group sorted by name. */
export async function listProblems(options: LoadOptions = {}): Promise<readonly ProblemSummary[]> {
  const folders = await problemFolders(options.searchFrom ?? process.cwd());
  return Promise.all(
    folders.map(async ({ folder, shipped }): Promise<ProblemSummary> => {
      const name = basename(folder);
      try {
        const { definition } = await loadProblemFolder(folder);
        return { name, folder, shipped, ok: true, title: definition.title };
      } catch (error) {
        if (error instanceof GalapagosError) return { name, folder, shipped, ok: false, error };
        throw error;
      }
    }),
  );
}
