import { existsSync, mkdirSync, readdirSync, rmSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { closestName, faultWords, GalapagosError, makeFolders } from "../core/index.ts";
import { DATABASE_FILE, databasePath, isUnbegun, TURNS_FILE } from "./database.ts";
import { LOCK_FILE, lockRun } from "./run-lock.ts";

/** A run that was found in the results. */
export interface RunEntry {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /**
   * When its database was made, milliseconds since 1970; for people and for "newest", never for the search.
   */
  readonly createdMs: number;
}

/**
 * Makes an empty folder for a new run: `<root>/<name>`, or with `-2`, `-3` … appended when that exists.
 * Making it is atomic: two processes never get the same one.
 *
 * @param adopt - takes `<root>/<name>` also when it is there and {@link isVacant}; the run's lock then tells
 * two processes apart
 * @returns its absolute path
 * @throws GalapagosError `run/name`, `run/locked`, `store/*`
 */
export function createRunFolder(resultsRoot: string, name: string, adopt = false): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]{0,99}$/u.test(name)) {
    throw new GalapagosError(
      `A run's name is letters, digits, ".", "_", "-" and spaces, at most 100, starting with a letter or digit; got ${JSON.stringify(name)}.`,
      { code: "run/name", hint: "For example: galapagos run circle-packing --out results/first-try" },
    );
  }
  try {
    makeFolders(resultsRoot);
    for (let number = 1; ; number += 1) {
      const folder = resolve(resultsRoot, number === 1 ? name : `${name}-${number}`);
      if (makeFolder(folder) || (adopt && number === 1 && clear(folder))) return folder;
    }
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    throw new GalapagosError(`${resolve(resultsRoot)} cannot take a new run: ${faultWords(error)}`, {
      code: "store/read-only",
      hint: "Choose another place: galapagos run <problem> --out <folder>",
      cause: error,
    });
  }
}

/**
 * True where no run lives in a folder: it holds nothing, or only what one leaves that died before its
 * beginning was on record.
 */
export function isVacant(folder: string): boolean {
  const entries = readdirSync(folder);
  return (
    entries.every((name) => name.startsWith(LOCK_FILE) || name.startsWith(DATABASE_FILE)) &&
    (!entries.includes(DATABASE_FILE) || isUnbegun(folder))
  );
}

/**
 * Makes a vacant folder ready for a new run. `false`: something lives there. Somebody who is just beginning
 * holds the lock.
 */
function clear(folder: string): boolean {
  if (!isVacant(folder)) return false;
  const lock = lockRun(folder);
  try {
    if (!isVacant(folder)) return false;
    for (const ending of ["", "-wal", "-shm"]) rmSync(`${databasePath(folder)}${ending}`, { force: true });
    return true;
  } finally {
    lock.release();
  }
}

/**
 * All runs in the results, newest first (ties by name). Symbolic links are not followed; a missing root has
 * none.
 */
export function listRuns(resultsRoot: string): readonly RunEntry[] {
  return byAge(runsIn(resultsRoot, "").runs);
}

/**
 * The runs in the results, those of studies among them by their path within the results; otherwise as {@link
 * listRuns}.
 */
export function listAllRuns(resultsRoot: string): readonly RunEntry[] {
  const { runs, others } = runsIn(resultsRoot, "");
  const studies = others.filter(({ folder }) => isStudy(folder));
  return byAge([
    ...runs,
    ...studies.flatMap(({ name, folder }) => runsBelow(folder, `${name}/`, STUDY_DEPTH)),
  ]);
}

/** The runs in a folder and in the folders of a study within it, by their paths there, in the order of these; empty where there are none. */
export function listRunsBelow(folder: string): readonly RunEntry[] {
  return [...runsBelow(folder, "", STUDY_DEPTH)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Folders between a study and its runs, and the runs themselves: problem, arm, seed. */
const STUDY_DEPTH = 3;

function runsBelow(root: string, prefix: string, depth: number): readonly RunEntry[] {
  const { runs, others } = runsIn(root, prefix);
  if (depth === 1) return runs;
  return [...runs, ...others.flatMap(({ name, folder }) => runsBelow(folder, `${name}/`, depth - 1))];
}

function runsIn(
  root: string,
  prefix: string,
): { readonly runs: readonly RunEntry[]; readonly others: readonly Omit<RunEntry, "createdMs">[] } {
  const runs: RunEntry[] = [];
  const others: Omit<RunEntry, "createdMs">[] = [];
  for (const entry of readFolder(root)) {
    if (!entry.isDirectory()) continue;
    const [name, folder] = [`${prefix}${entry.name}`, resolve(root, entry.name)];
    const stat = markOf(folder);
    // File systems without a time of birth report 0.
    if (stat !== null) runs.push({ name, folder, createdMs: stat.birthtimeMs || stat.mtimeMs });
    else others.push({ name, folder });
  }
  return { runs, others };
}

/** A study's folder is locked while it goes on, or says what it is. */
function isStudy(folder: string): boolean {
  return [LOCK_FILE, "study.json"].some((file) => existsSync(join(folder, file)));
}

function byAge(runs: readonly RunEntry[]): readonly RunEntry[] {
  return runs.toSorted((a, b) => b.createdMs - a.createdMs || (a.name < b.name ? 1 : -1));
}

/** The newest run in the results, or `null` when there is none. */
export function newestRun(resultsRoot: string): RunEntry | null {
  return listRuns(resultsRoot)[0] ?? null;
}

/**
 * The folder that a person means: a run's name within the results, a path to a run, or nothing for the
 * newest.
 *
 * @param from - folder in which a path to a run begins
 * @returns an absolute path
 * @throws GalapagosError `run/none`, `run/missing`
 */
export function findRun(resultsRoot: string, run?: string, from = "."): string {
  if (run === undefined) {
    const newest = newestRun(resultsRoot);
    if (newest) return newest.folder;
    throw new GalapagosError(`${resolve(resultsRoot)} holds no run yet.`, {
      code: "run/none",
      hint: "Start one: galapagos run circle-packing",
    });
  }
  const places = [join(resultsRoot, run), run].map((place) => resolve(from, place));
  const found = places.find((place) => markOf(place) !== null);
  if (found) return found;
  const names = listRuns(resultsRoot).map(({ name }) => name);
  const near = closestName(run, names);
  throw new GalapagosError(`There is no run "${run}": neither ${places.join(" nor ")} holds a run.db.`, {
    code: "run/missing",
    hint: `${near === null ? "" : `did you mean ${JSON.stringify(near)}? `}See which runs there are: galapagos list`,
  });
}

/** The file that makes a folder a run: its database, or the state of a run of several turns. */
function markOf(folder: string): Stats | null {
  for (const path of [databasePath(folder), join(folder, TURNS_FILE)]) {
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isFile()) return stat;
    } catch {
      // a name that no file can have, or a circle of links: nothing is there
    }
  }
  return null;
}

function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new GalapagosError(`${resolve(folder)} cannot be read: ${faultWords(error)}`, {
      code: "store/io",
      hint: "Name the folder of the results: galapagos list --out <folder>",
      cause: error,
    });
  }
}
