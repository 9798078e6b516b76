import { basename, join, sep } from "node:path";
import { GalapagosError } from "../core/index.ts";
import type { Problem } from "./definition.ts";
import { type LoadOptions, loadProblem, loadProblemFolder } from "./load-problem.ts";
import { shippedProblems } from "./problem-folders.ts";
import { readJudgingFiles, versionOf } from "./problem-version.ts";
import { canGoOnWith, keptOf } from "./same-code.ts";

/** Where a recorded problem is looked for. */
export interface FindOptions extends LoadOptions {
  /** Where it lies now, as a person names it. @defaultValue found by what the record says of its place */
  readonly problem?: string;
}

/** Steps of a recorded path that are looked for below the working folder, longest first. */
const MOST_STEPS = 6;

/**
 * The problem of a run as it is on disk now: where the record says it is, seen from the run; else at the end
 * of that path below the working folder or its `problems`, or among the shipped ones. Runs and problems move,
 * so the version decides: the first that is the problem of the record, else the first that can be loaded at
 * all, which the caller refuses or means.
 *
 * @throws GalapagosError `problem/moved` where there is none, or what loading the named one throws
 */
export async function findRecordedProblem(recorded: Problem, options: FindOptions = {}): Promise<Problem> {
  const { preset } = recorded;
  const load = async (folder: string): Promise<Problem> => {
    const found = await loadProblemFolder(folder, preset);
    return found.definition.name === recorded.definition.name ? found : definedInCode(recorded, folder);
  };
  if (options.problem !== undefined)
    return loadProblem(options.problem, { ...options, ...(preset !== undefined && { preset }) });
  let other: Problem | null = null;
  let failure: GalapagosError | null = null;
  for (const folder of placesOf(recorded.folder, options.searchFrom ?? process.cwd())) {
    try {
      const found = await load(folder);
      if (canGoOnWith(found, recorded)) return found;
      other ??= found;
    } catch (error) {
      if (!(error instanceof GalapagosError)) throw error;
      // what cannot be loaded at the recorded place is there, and broken; elsewhere nothing is expected
      if (folder === recorded.folder && error.code !== "problem/file") failure = error;
    }
  }
  if (failure !== null) throw failure;
  if (other !== null) return other;
  throw new GalapagosError(
    `the problem ${recorded.definition.name} of this run is not at ${recorded.folder} any more`,
    {
      code: "problem/moved",
      hint: "say where it is now: --problem <folder>",
    },
  );
}

/** A problem that a program defined, with files of a folder whose `problem.json` is of another one: as recorded, with the files as they are. */
async function definedInCode(recorded: Problem, folder: string): Promise<Problem> {
  const code = await readJudgingFiles(folder, recorded.definition);
  return { ...recorded, folder, code: keptOf(code), version: versionOf(recorded.definition, code) };
}

/** Folders that may be the problem's, likeliest first. */
function placesOf(folder: string, searchFrom: string): readonly string[] {
  const steps = folder.split(sep).filter((step) => step !== "" && step !== "..");
  const most = Math.min(MOST_STEPS, steps.length);
  const ends = Array.from({ length: most }, (_, i) => steps.slice(i - most));
  const below = ends.map((end) => join(searchFrom, ...end));
  return [
    ...new Set([
      folder,
      ...below,
      join(searchFrom, "problems", basename(folder)),
      join(shippedProblems, basename(folder)),
    ]),
  ];
}
