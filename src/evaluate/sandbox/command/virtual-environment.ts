import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { GalapagosError } from "../../../core/index.ts";
import { readableByNobody, systemFolders } from "../bubblewrap.ts";
import type { JailView } from "./furniture.ts";

/** A virtual environment of Python whose interpreter runs programs. */
export interface VirtualEnvironment {
  /** The command line's first word inside the jail. */
  readonly word: string;
  /** Its files, and those of the Python that it was made from, as the jail shows them. */
  readonly views: readonly JailView[];
}

/**
 * The virtual environment that a command line begins with (`.venv/bin/python`, seen from the problem's folder); `null` where the first
 * word is none. In a jail the environment lies at `/venv`, so that no path of the project shows, and is read-only; a Python outside the
 * system's folders is shown where it is, its library and its program alone.
 *
 * @param isWalled - in a jail with walls; without, the path of the machine is used
 * @throws GalapagosError `evaluate/command` where it is missing, holds the problem's folder, or cannot be read inside
 */
export function virtualEnvironmentOf(
  word: string,
  folder: string,
  isWalled: boolean,
): VirtualEnvironment | null {
  if (!word.includes("/") || word.startsWith("/usr/") || word.startsWith("/bin/")) return null;
  const program = resolve(folder, word);
  const root = dirname(dirname(program));
  if (!existsSync(join(root, CONFIGURATION))) return existsSync(program) ? null : refuseMissing(word, folder);
  if (!existsSync(program)) return refuseMissing(word, folder);
  if (!isWalled) return { word: program, views: [] };
  if (isAtOrBelow(realpathSync(folder), realpathSync(root)))
    throw refusal(word, "a virtual environment in a folder of its own", "one that holds the problem, too");
  const views = [{ from: root, to: PLACE }, ...baseOf(root, program)];
  const closed = views.find(({ from }) => !readableByNobody(realpathSync(from)));
  if (closed !== undefined)
    throw refusal(word, "files that every user may read", `${closed.from}, which only its owner may`);
  return { word: `${PLACE}/${relative(root, program)}`, views };
}

/** The Python that an environment was made from, where it lies outside the folders that every jail shows. */
function baseOf(root: string, program: string): readonly JailView[] {
  const text = readFileSync(join(root, CONFIGURATION), "utf8").slice(0, LONGEST_CONFIGURATION);
  const home = /^home\s{0,9}=\s{0,9}(\S[^\r\n]{0,1000})/m.exec(text)?.[1]?.trim();
  if (home === undefined) return [];
  const real = realpathSync(program);
  const libraries = [join(dirname(home), "lib"), join(dirname(dirname(real)), "lib")];
  const needed = [join(home, basename(real)), real, ...libraries.flatMap(pythonIn)];
  const seen = new Set(needed.filter((path) => existsSync(path) && !isOfSystem(path)));
  return [...seen].map((path) => ({ from: path, to: path }));
}

/** Entries of a folder of libraries that belong to Python: a configuration from elsewhere must not show more. */
function pythonIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^(?:lib)?python\d/.test(name));
    return names.map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isOfSystem(path: string): boolean {
  return systemFolders().some((folder) => isAtOrBelow(path, folder));
}

function isAtOrBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
}

function refuseMissing(word: string, folder: string): never {
  throw refusal(word, "a program that is there", `nothing at ${resolve(folder, word)}`);
}

function refusal(word: string, expected: string, came: string): GalapagosError {
  return new GalapagosError(
    `"command" begins with ${JSON.stringify(word)}: expected ${expected}, got ${came}`,
    {
      code: "evaluate/command",
      hint: "make it in the problem's folder with: python3 -m venv .venv",
    },
  );
}

/** The file by which Python knows a virtual environment. */
const CONFIGURATION = "pyvenv.cfg";
const LONGEST_CONFIGURATION = 65_536;
/** Where it lies in a jail. */
const PLACE = "/venv";
