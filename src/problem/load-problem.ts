import { access, stat } from "node:fs/promises";
import { basename, dirname, extname, join, sep } from "node:path";
import { closestName, GalapagosError, isObject, type Json, type JsonObject } from "../core/index.ts";
import { readJson, refuse, show } from "../schema/index.ts";
import { checkDefinition } from "./check-definition.ts";
import { completeDefinition } from "./complete-definition.ts";
import { languageOf } from "../language/index.ts";
import { joinFiles, splitFiles, withoutMarkers } from "../program/index.ts";
import type { Problem, ProblemDefinition } from "./definition.ts";
import { checkJoint } from "./joint/check-joint.ts";
import { checkPromptFile } from "./check-prompt.ts";
import { findProblemFolder, PROBLEM_FILE } from "./problem-folders.ts";
import type { ProblemFile } from "./file/problem-file.ts";
import { readJudgingFiles, versionOf } from "./problem-version.ts";
import { keptOf } from "./same-code.ts";
import { readKnownValues } from "./known-values.ts";
import { isInside, readInside } from "./read-inside.ts";
import { isModule, isScript, type ScorerFacts } from "./scorer-command.ts";
import { INVALID, invalid, type ProblemOrigin, validateProblem } from "./validate-problem.ts";

/** Where a name is looked up. */
export interface LoadOptions {
  /** Preset of the problem whose properties replace its own; several as `first+second`. */
  readonly preset?: string;
  /** How rounds are played, over what the file and its presets say in `adversarial`. */
  readonly adversarial?: JsonObject;
  /** Working directory, absolute. @defaultValue process.cwd() */
  readonly searchFrom?: string;
}

/** How a file of a problem that is no JSON is refused. */
const JSON_REFUSAL = { code: "problem/json", hint: "galapagos init my-problem writes one to start from" };

/** Separator of the names of several presets. */
export const PRESET_SEPARATOR = "+";

/** Largest files of a problem, bytes. */
const MAX_BYTES = { problem: 4 << 20, seed: 1 << 20, data: 64 << 20 } as const;

/**
 * Loads a problem by the path of its folder or of its `problem.json`, or by its name (`./problems/<name>`,
 * then `./<name>`, then the problems that come with the toolkit). Checks everything that can be checked
 * without running anything, and completes the defaults; the result is plain data.
 *
 * @throws GalapagosError `problem/not-found`, `problem/file`, `problem/json` or `problem/invalid`
 */
export async function loadProblem(nameOrPath: string, options: LoadOptions = {}): Promise<Problem> {
  const folder = await findProblemFolder(nameOrPath, options.searchFrom ?? process.cwd());
  return loadProblemFolder(folder, options.preset, options.adversarial);
}

/** Loads the problem in this folder (absolute path). */
export async function loadProblemFolder(
  folder: string,
  preset?: string,
  adversarial?: JsonObject,
): Promise<Problem> {
  const path = join(folder, PROBLEM_FILE);
  const text = await readInside(folder, PROBLEM_FILE, { what: "the problem", maxBytes: MAX_BYTES.problem });
  const json = readJson(text, path, JSON_REFUSAL);
  const own = { origin: path, text: json };
  const file = validateProblem(json.value, own);
  if (preset === undefined) return buildProblem(folder, withRounds(file, adversarial), own);
  const chosen = { origin: `${path}, preset ${preset}`, text: null };
  const variant = withRounds(withPresets(file, preset, path, chosen), adversarial);
  return { ...(await buildProblem(folder, variant, chosen)), preset };
}

/**
 * A problem from what its file (or code) says: completed, checked as a whole, with its data files read.
 *
 * @param origin - where it was said, for messages
 * @param source - text of the seed program; read from the folder when left out
 */
export async function buildProblem(
  folder: string,
  file: ProblemFile,
  origin: ProblemOrigin,
  source?: string,
): Promise<Problem> {
  const odd = checkJoint(file) ?? checkPromptFile(file);
  if (odd !== null) throw refuse([odd], { ...origin, code: INVALID });
  const written = completeDefinition(file, {
    folderName: folderNameOf(folder, file.name, origin),
    inputs: await readList(folder, "inputs", file.inputs),
    holdout: await readList(folder, "holdout", file.holdout),
    bestKnown: await readKnownValues(folder, file.bestKnown),
    initial: await readInitial(folder, file.adversarial?.initial ?? []),
    scorer: await scorerOf(folder, file, origin),
    rateText: await readRating(folder, file, origin),
  });
  const faults = checkDefinition(written);
  if (faults.length > 0) throw refuse(faults, { ...origin, code: INVALID });
  const { evaluator, mutator, verifier, view } = written;
  const definition = {
    ...written,
    evaluator: await runnableModule(folder, evaluator),
    mutator: mutator ? await runnableModule(folder, mutator) : null,
    verifier: verifier ? await runnableModule(folder, verifier) : null,
    view: view ? await runnableModule(folder, view) : null,
  };
  const seed = source ?? (await readSeed(folder, definition));
  if (seed.trim() === "") {
    throw invalid(
      origin,
      "/seed",
      "a program to start from",
      `the empty file "${definition.seed}"`,
      "write a first version",
    );
  }
  // The TypeScript that was written names the version where it is there, so that checkout and package agree.
  const named = (await exists(join(folder, evaluator))) ? written : definition;
  const code = await readJudgingFiles(folder, named);
  return { definition, folder, seed, version: versionOf(named, code), code: keptOf(code) };
}

/** The seed program; several files as one text. */
async function readSeed(folder: string, definition: ProblemDefinition): Promise<string> {
  const role = { what: "the seed program", maxBytes: MAX_BYTES.seed };
  const first = await readInside(folder, definition.seed, role);
  const { parts = [] } = definition;
  if (parts.length === 0) return definition.evolve === "all" ? withoutMarkers(first) : first;
  const others = parts.map(async (path) => ({ path, text: await readInside(folder, path, role) }));
  const text = joinFiles(first, await Promise.all(others), languageOf(definition).comment);
  const came =
    typeof splitFiles(text, parts) === "string"
      ? "a line of its own with EVOLVE-FILE"
      : text.includes("EVOLVE-BLOCK-START")
        ? null
        : "none in any of them";
  if (came !== null) {
    throw new GalapagosError(
      `${folder}: expected evolve markers in one of a program's several files at least, got ${came}`,
      { code: "problem/parts", hint: "docs/problems.md, Several files, shows a program of two" },
    );
  }
  return text;
}

/** The scorer's file, and the command line that names it; a file that nothing runs by itself needs one. */
async function scorerOf(
  folder: string,
  { evaluator, contract }: ProblemFile,
  origin: ProblemOrigin,
): Promise<ScorerFacts> {
  if (contract === "joint") {
    if (typeof evaluator === "string") return { evaluator };
    const hint = 'for example "evaluator": "evaluator.py"';
    throw invalid(origin, "/evaluator", "a file, since the contract is joint", show(evaluator), hint);
  }
  if (typeof evaluator === "string") {
    if (isModule({ evaluator }) || isScript(evaluator)) return { evaluator };
    const hint = `for example "evaluator": ["my-interpreter", ${show(evaluator)}]`;
    const expected = "a module (.ts, .mts, .js, .mjs), a Python file, a shell script, or a command line";
    throw invalid(origin, "/evaluator", expected, show(evaluator), hint);
  }
  for (const [index, word] of evaluator.entries()) {
    // the interpreter of a virtual environment lies in the folder, too, and is no scorer
    if (index === 0 && (await isFile(join(folder, dirname(dirname(word)), "pyvenv.cfg")))) continue;
    if (isInside(folder, join(folder, word)) && (await isFile(join(folder, word))))
      return { evaluator: word, evaluatorCommand: evaluator };
  }
  const expected = "a word that names a file in this folder";
  throw invalid(origin, "/evaluator", expected, show(evaluator), 'for example ["python3", "evaluator.py"]');
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

/** Names go into file names and reports, so a folder's name serves only when it is a plain one. */
function folderNameOf(folder: string, name: string | undefined, origin: ProblemOrigin): string {
  const own = basename(folder);
  if (name !== undefined || /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(own)) return own;
  throw invalid(
    origin,
    "/name",
    "a name of lower-case letters, digits and hyphens",
    `nothing, and the folder is called ${show(own)}`,
    'add "name": "my-problem"',
  );
}

/**
 * The problem with the properties of its presets, named `first+second`: the later replace the earlier. It has to
 * agree with the schema as a whole.
 */
function withPresets(file: ProblemFile, names: string, path: string, chosen: ProblemOrigin): ProblemFile {
  const { presets = {}, ...plain } = file;
  const properties = names.split(PRESET_SEPARATOR).map((name) => presetOf(presets, name, path));
  return validateProblem(Object.assign({}, plain, ...properties), chosen);
}

/** The problem with rounds that are played in another way. */
function withRounds(file: ProblemFile, mode: JsonObject | undefined): ProblemFile {
  if (mode === undefined) return file;
  const origin = { origin: `--set adversarial.${Object.keys(mode).join(", adversarial.")}`, text: null };
  if (!isObject(file.adversarial)) {
    const hint = 'a problem of rounds has "adversarial" in its problem.json, as core-war does';
    throw invalid(origin, "/adversarial", "a problem that is played in rounds", "one that is not", hint);
  }
  return validateProblem({ ...file, adversarial: { ...file.adversarial, ...mode } }, origin);
}

function presetOf(presets: NonNullable<ProblemFile["presets"]>, name: string, path: string): object {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset !== undefined) return preset;
  const names = Object.keys(presets);
  const near = closestName(name, names);
  throw new GalapagosError(`${path}: there is no preset ${show(name)}`, {
    code: "problem/preset",
    hint: near === null ? `presets: ${names.join(", ") || "none"}` : `did you mean "${near}"?`,
  });
}

/** The text by which hops are rated; refuses a contract without hopping, and hopping without its contract. */
async function readRating(folder: string, file: ProblemFile, origin: ProblemOrigin): Promise<string | null> {
  const { contract, hopping } = file;
  if (contract !== "operators") {
    if (!hopping) return null;
    throw invalid(
      origin,
      "/hopping",
      "no hopping without the contract for it",
      "hopping",
      'add "contract": "operators"',
    );
  }
  if (!hopping) {
    const hint = 'for example "hopping": { "rate": "rate.js" }';
    throw invalid(origin, "/hopping", 'how to hop, since the contract is "operators"', "nothing", hint);
  }
  return readInside(folder, hopping.rate, { what: "the rating", maxBytes: MAX_BYTES.seed });
}

function readInitial(folder: string, files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    files.map((file) => readInside(folder, file, { what: "an initial opponent", maxBytes: MAX_BYTES.seed })),
  );
}

/** Inputs or hold-out: inline, or in a JSON file of the folder. */
async function readList(
  folder: string,
  property: "inputs" | "holdout",
  given: readonly Json[] | string | undefined,
): Promise<readonly Json[] | undefined> {
  if (typeof given !== "string") return given;
  const path = join(folder, given);
  const text = await readInside(folder, given, {
    what: `the file named by /${property}`,
    maxBytes: MAX_BYTES.data,
  });
  const { value: content } = readJson(text, path, JSON_REFUSAL);
  if (Array.isArray(content)) return content;
  throw new GalapagosError(`${path}: expected a list of ${property}, got ${show(content)}`, {
    code: "problem/invalid",
    hint: "the file holds one JSON list: [ …, … ]",
  });
}

/**
 * The module that Node can run: it strips no types under `node_modules`, where the package holds the compiled
 * `.js` beside (or in place of) each `.ts`.
 */
async function runnableModule(folder: string, file: string): Promise<string> {
  const compiled = { ".ts": ".js", ".mts": ".mjs" }[extname(file)];
  if (compiled === undefined) return file;
  const packaged = `${folder}${sep}`.includes(`${sep}node_modules${sep}`);
  if (!packaged && (await exists(join(folder, file)))) return file;
  const sibling = file.slice(0, -extname(file).length) + compiled;
  return (await exists(join(folder, sibling))) ? sibling : file;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
