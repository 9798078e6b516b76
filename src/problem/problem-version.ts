import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { GalapagosError, canonicalJson, given, type JsonObject, sha256, shortHash } from "../core/index.ts";
import { kitsOf } from "../kit/index.ts";
import { contractOf } from "../language/index.ts";
import type { JudgingFiles, Problem, ProblemDefinition } from "./definition.ts";
import { interpreterVersion } from "./interpreter.ts";
import { harnessFiles } from "./joint/harness-files.ts";
import { pythonOf } from "./joint/environments.ts";
import { supportFiles } from "./joint/support-files.ts";
import { namedAnywhere } from "./named-anywhere.ts";
import { type FileRole, isInside, readInside } from "./read-inside.ts";
import { PYTHON_HELPER, pythonHelper, scorerCommand } from "./scorer-command.ts";

/**
 * Everything that a score depends on besides the program, as plain data: enough to judge programs on another
 * machine.
 */
export interface ProblemBundle {
  /** The problem's version, which stands for all of it. */
  readonly version: string;
  readonly definition: ProblemDefinition;
  readonly seed: string;
  /**
   * The evaluator and what it names, sorted by path; paths are relative to the problem's folder, in which or
   * beside which they lie.
   */
  readonly files: readonly (readonly [path: string, text: string])[];
  /**
   * The verifier and the view with what they name, as far as `files` has it not: they decide about no score, and go along so that a
   * champion can be proved and drawn elsewhere.
   */
  readonly companions: readonly (readonly [path: string, text: string])[];
}

/**
 * Collects what a problem's scores depend on. Written out elsewhere, the files judge as those of the folder
 * do.
 *
 * @throws GalapagosError `problem/file` when the evaluator cannot be read
 */
export async function bundleOf({ folder, definition, seed, version }: Problem): Promise<ProblemBundle> {
  const { joint, needs, evaluator } = definition;
  const own = joint ? [] : await moduleFiles(folder, evaluator, EVALUATOR);
  const second = joint?.verify ? await moduleFiles(folder, joint.verify, EVALUATOR) : [];
  const support = joint || needs ? await supportTexts(folder, definition) : [];
  const files = [...new Map([...own, ...second, ...support])].sort(([a], [b]) => (a < b ? -1 : 1));
  const known = new Set(files.map(([path]) => path));
  const companions = new Map<string, string>();
  for (const module of [definition.verifier, definition.view]) {
    if (!module) continue;
    for (const [path, text] of await moduleFiles(folder, module, COMPANION))
      if (!known.has(path)) companions.set(path, text);
  }
  return { version, definition, seed, files, companions: [...companions] };
}

/** Support files as texts, which is all that a bundle can carry. */
async function supportTexts(folder: string, definition: ProblemDefinition): Promise<ProblemBundle["files"]> {
  const texts: (readonly [string, string])[] = [];
  for (const { path } of await supportFiles(folder, definition))
    texts.push([path, await readInside(folder, path, NEIGHBOURS)]);
  return texts;
}

/**
 * The files that a score and a search depend on, in the problem's folder or beside it.
 *
 * @throws GalapagosError `problem/file` when the evaluator or the mutator cannot be read
 */
export async function readJudgingFiles(folder: string, definition: ProblemDefinition): Promise<JudgingFiles> {
  const { evaluator, mutator, build, joint, needs } = definition;
  const judge = joint ? joint.verify : evaluator;
  return {
    evaluator: judge === null ? [] : await moduleFiles(folder, judge, EVALUATOR),
    scorer: await scorerVersion(folder, definition),
    mutator: mutator ? await moduleFiles(folder, mutator, MUTATOR) : null,
    ...(build && { compiler: await interpreterVersion(build.command[0] ?? "", folder) }),
    ...given({ support: joint || needs ? await supportHashes(folder, definition) : undefined }),
  };
}

/** Hashes of the files that programs find, and of what runs a joint evaluator. */
async function supportHashes(
  folder: string,
  definition: ProblemDefinition,
): Promise<JudgingFiles["support"]> {
  const files = await supportFiles(folder, definition);
  const own = definition.joint ? harnessFiles() : [];
  const named = [...files, ...own.map(({ path, content }) => ({ path: `galapagos:${path}`, content }))];
  return named.map(({ path, content }) => [path, sha256(content.toString("latin1"))]);
}

/**
 * Version of everything but the program that a score depends on, as 16 hex digits: the evaluator with the
 * files of this folder, and the code beside it, that it names, the interpreter of one that is not a module, the inputs, the limits, and
 * how programs are run and where they start; and the problem's own mutator, without which a search cannot be repeated. Line
 * endings do not count, so that a checkout on another system keeps its version; neither do title,
 * description, known values and features, which change no score.
 */
export function versionOf(definition: ProblemDefinition, code: JudgingFiles): string {
  // how long a scorer may take changes no score
  const { scorerMs: _scorerMs, ...limits } = definition.limits;
  const { inputs, holdout, output, engine, entryPoint, command, stages } = definition;
  const { adversarial, repeats, timing, build, warm, hopping, policy, race, constraints = [] } = definition;
  const { joint, needs, prompt, repository, container, parts = [], start } = definition;
  const kits = kitsOf(definition).map(({ name, hash }) => [name, hash]);
  const { evaluator: files, mutator, scorer, compiler, support = [] } = code;
  // all languages that a command runs count as one: they did before they had names, and no score depends on
  // it
  const language = contractOf(definition) === "command" ? "command" : definition.language;
  return shortHash(
    canonicalJson({
      ...{ files, inputs, holdout, limits, output, engine, language, entryPoint, command, stages },
      // ordinary problems keep the version they had
      ...(scorer && { scorer }),
      ...(warm && { warm }),
      ...(build && { build, compiler: compiler ?? null }),
      ...(adversarial && { opponents: adversarial.initial }),
      ...(repeats && { repeats }),
      ...(timing && { timing }),
      ...(race && { race }),
      ...(hopping && { hopping }),
      ...(constraints.length > 0 && { constraints }),
      ...(policy && { policy }),
      ...(start && { start }),
      ...(parts.length > 0 && { parts }),
      ...(container && { container }),
      ...(joint && { joint }),
      ...(prompt && { prompt }),
      ...(needs && { needs }),
      ...(support.length > 0 && { support }),
      ...(repository && { repository: { ...repository, root: "" } }),
      ...(mutator && { mutator }),
      ...(kits.length > 0 && { kits }),
    }),
  );
}

/** The start of a scorer that is a process: its words, and the version of its interpreter; `null` for a module. */
async function scorerVersion(folder: string, definition: ProblemDefinition): Promise<JsonObject | null> {
  const { joint, needs } = definition;
  if (joint) return { interpreter: await interpreterVersion(pythonOf(folder, needs ?? null), folder) };
  const words = scorerCommand(folder, definition);
  if (words === null) return null;
  const [program = ""] = words;
  const helper = words.includes(pythonHelper) ? await readFile(pythonHelper, "utf8") : null;
  return {
    command: words.map((word) => (word === pythonHelper ? PYTHON_HELPER : word)),
    interpreter: await interpreterVersion(program, folder),
    ...(helper !== null && { helper: shortHash(helper) }),
  };
}

/**
 * Warnings of files that the evaluator names and that are there, but are not held by the problem's version: links and paths that lead
 * out of the folder, files that are too large or no text.
 */
export async function uncountedFiles({
  folder,
  definition,
}: Pick<Problem, "folder" | "definition">): Promise<readonly string[]> {
  const left: string[] = [];
  const { joint, evaluator } = definition;
  const judge = joint ? joint.verify : evaluator;
  if (judge) await moduleFiles(folder, judge, EVALUATOR, (why) => left.push(why));
  return left.map(
    (why) =>
      `${why}: the problem's version does not hold it, so that a change of it goes unseen, and workers of a queue do not get it`,
  );
}

/**
 * A module and its neighbours, sorted by path.
 *
 * @param onLeft - told of a neighbour that is there and is left out, and why
 */
async function moduleFiles(
  folder: string,
  entry: string,
  role: FileRole,
  onLeft: (why: string) => void = () => {},
): Promise<ProblemBundle["files"]> {
  const texts = new Map<string, string>();
  const open = [entry, ...(extname(entry) === ".py" ? [PYTHON_HELPER] : [])];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const path = relative(folder, join(folder, file)).split(sep).join("/");
    if (texts.has(path)) continue;
    const text =
      file === entry ? await readInside(folder, file, role) : await readNeighbour(folder, file, onLeft);
    if (text === null) continue;
    texts.set(path, text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
    for (const neighbour of neighboursOf(file, text, entry)) {
      const at = join(folder, neighbour);
      if (isInside(folder, at) || isBeside(folder, neighbour)) open.push(neighbour);
      else if (!CODE.has(extname(neighbour)) && (await isFile(at)))
        onLeft(`${NEIGHBOURS.what}: expected a file inside the problem's folder, got ${neighbour}`);
    }
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Files that a file may name: data names none, and scripts beside a module are data. */
function neighboursOf(file: string, text: string, entry: string): readonly string[] {
  if (CODE.has(extname(file))) return namedByPath(text, dirname(file));
  if (CODE.has(extname(entry))) return [];
  return file === entry || extname(file) === extname(entry) ? namedAnywhere(file, text) : [];
}

/** Files that a module of JavaScript names by relative path, seen from the problem's folder. */
function namedByPath(text: string, home: string): readonly string[] {
  return [...text.matchAll(NEIGHBOUR)].map(([, name = ""]) => join(home, name));
}

/** Code of a problem in the same folder of problems: two that are played against each other share some. */
function isBeside(folder: string, file: string): boolean {
  return CODE.has(extname(file)) && isInside(dirname(folder), join(folder, file));
}

/** A literal that only looks like a path names nothing; whoever imports a missing file hears it from Node. */
async function readNeighbour(
  folder: string,
  file: string,
  onLeft: (why: string) => void,
): Promise<string | null> {
  try {
    const [root, path] = file.startsWith("..")
      ? [dirname(folder), join(basename(folder), file)]
      : [folder, file];
    return await readInside(root, path, NEIGHBOURS);
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    if (await isFile(join(folder, file))) onLeft(error.message);
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}

/**
 * String literals that name a neighbour: imports of every kind, `new URL("./x", import.meta.url)`, data
 * files.
 */
const NEIGHBOUR = /["'`](\.{1,2}\/[^"'`\n\\]+)["'`]/g;
/** Files that may name neighbours themselves. */
const CODE = new Set([".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"]);
/** Largest file of a module, bytes. */
const MAX_BYTES = 4 << 20;
const EVALUATOR: FileRole = { what: "the evaluator", maxBytes: MAX_BYTES };
const COMPANION: FileRole = { what: "the verifier or the view", maxBytes: MAX_BYTES };
const MUTATOR: FileRole = { what: "the mutator", maxBytes: MAX_BYTES };
const NEIGHBOURS: FileRole = { what: "a file of the evaluator", maxBytes: MAX_BYTES };
