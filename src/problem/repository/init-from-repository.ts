import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { closestName, GalapagosError } from "../../core/index.ts";
import { readInside } from "../read-inside.ts";
import { type InitResult, placeFor, type ProblemPlace } from "../templates/init-problem.ts";
import { renderJson } from "../templates/render-template.ts";
import { type ChosenCases, chooseCases } from "./choose-cases.ts";
import { changesIn, git, topOf } from "./git.ts";
import type { Original, RepositoryKit } from "./kit.ts";
import { pythonKit } from "./python-kit.ts";
import type { RecordedCall } from "./record-calls.ts";
import { repositoryTemplate } from "./repository-template.ts";
import { scriptKit } from "./script-kit.ts";

/** A problem that begins with a function of somebody's repository. */
export interface RepositoryInit {
  readonly name: string;
  /** `<file>:<function>`, seen from the working folder. */
  readonly from: string;
  /** Line of the shell that runs the tests, at the top of the repository. */
  readonly test: string;
  /** A script that calls the function as it is used, seen from the working folder. */
  readonly bench?: string;
  /** Told what is about to take time. */
  readonly onPhase?: (words: string) => void;
}

/** The new problem, and the calls that it is judged by. */
export interface RepositoryInitResult extends InitResult {
  readonly recorded: number;
  readonly calls: number;
  readonly heldOut: number;
  /** Time of the original for the calls of the search, milliseconds. */
  readonly originalMs: number;
}

/**
 * Scaffolds a problem whose programs are a file of a repository, of which one function may change. Runs the tests (and the bench)
 * once to see that they pass and to record how the function is called, and asks the original for its answers.
 *
 * @param workingFolder - absolute path, in the repository
 * @throws GalapagosError `init/*`, `repository/git`, `problem/*`
 */
export async function initFromRepository(
  workingFolder: string,
  { name, from, test, bench, onPhase }: RepositoryInit,
): Promise<RepositoryInitResult> {
  const root = await topOf(workingFolder);
  const { file, functionName, kit } = await readTarget(workingFolder, root, from);
  const dirty = await changesIn(root);
  if (dirty !== "") throw dirtyTree(root, dirty);
  const place = await placeFor(workingFolder, name);
  // a link that somebody committed would show a file of the machine to models
  const source = await readInside(root, file, { what: "the function's file", maxBytes: 4 << 20 });
  const found = kit.mark(source, functionName, file);
  if (found.status !== "ok") throw missingFunction(file, found.message, found.names, functionName);
  const target = { file, function: functionName, path: kit.importFolder(root, file), shared: true };
  const original: Original = { root, target, source };
  const script = bench === undefined ? null : relative(root, join(workingFolder, bench));
  onPhase?.(`the tests run once, and calls of ${functionName} are recorded`);
  const recorded = distinct(await kit.record(original, { test, bench: script }));
  if (recorded.length === 0) throw neverCalled(functionName, test);
  const plan = { name, test, kit, original, marked: found.marked, recorded };
  onPhase?.("the original answers these calls, and others like them");
  const chosen = await fillPlace(place, plan);
  return {
    ...{ folder: place.folder, files: place.files(), launch: null },
    next: `npx galapagos run ${name} --time 10m`,
    ...{ recorded: recorded.length, calls: chosen.inputs.length },
    ...{ heldOut: chosen.holdout.length, originalMs: chosen.originalMs },
  };
}

/** A new problem, as far as it is known before its calls are chosen. */
interface ProblemPlan extends Pick<RepositoryInit, "name" | "test"> {
  readonly kit: RepositoryKit;
  readonly original: Original;
  /** The file with its evolve block. */
  readonly marked: string;
  readonly recorded: readonly RecordedCall[];
}

/** Writes the problem's folder: the repository's archive, and the files around the calls that are chosen with it. */
async function fillPlace(
  place: ProblemPlace,
  { name, test, kit, original, marked, recorded }: ProblemPlan,
): Promise<ChosenCases> {
  const { root, target } = original;
  const chosen = Promise.withResolvers<ChosenCases>();
  await place.fill(async (draft) => {
    const archive = join(draft, kit.archive);
    await git(["archive", `--format=${kit.format}`, `--output=${archive}`, "HEAD"], { cwd: root });
    const sha256 = createHash("sha256")
      .update(await readFile(archive))
      .digest("hex");
    const cases = await kit.asking(original, archive, (ask) =>
      chooseCases(recorded, { ...target, work: kit.work }, ask),
    );
    chosen.resolve(cases);
    const outward = relative(place.folder, root).split(sep).join("/");
    const facts = { ...target, root: outward, archive: kit.archive, sha256, test };
    const { originalMs } = cases;
    const { problem, files } = repositoryTemplate({
      ...{ name, schema: place.schema, repository: facts, originalMs, kit },
    });
    const texts = {
      ...files,
      "problem.json": `${renderJson(problem)}\n`,
      [`seed${extname(target.file)}`]: marked,
      "inputs.json": `${JSON.stringify([cases.inputs])}\n`,
      "holdout.json": `${JSON.stringify(cases.holdout.length > 0 ? [cases.holdout] : [])}\n`,
      "expected.json": `${JSON.stringify(cases.expected)}\n`,
    };
    for (const [one, text] of Object.entries(texts)) await writeFile(join(draft, one), text, { flag: "wx" });
    return [...Object.keys(texts), kit.archive];
  });
  return chosen.promise;
}

/** The file and the function that a person named. */
async function readTarget(
  workingFolder: string,
  root: string,
  from: string,
): Promise<{ readonly file: string; readonly functionName: string; readonly kit: RepositoryKit }> {
  const [, given = "", functionName = ""] = /^(.+):([A-Za-z_$][\w$]*)$/.exec(from) ?? [];
  const refuse = (expected: string, came: string, hint: string): never => {
    throw new GalapagosError(`expected ${expected} after --from, got ${came}`, { code: "init/from", hint });
  };
  if (given === "")
    refuse("<file>:<function>", JSON.stringify(from), "for example --from slowlib/lev.py:levenshtein");
  const file = relative(root, join(workingFolder, given)).split(sep).join("/");
  if (file.startsWith("../") || !existsSync(join(root, file)))
    refuse("a file of this repository", given, `the repository is ${root}`);
  const kit = KITS.find(({ extensions }) => extensions.includes(extname(file)));
  if (kit === undefined) {
    const hint = "functions of other languages are marked by hand: docs/repositories.md";
    return refuse("a file of Python, JavaScript or TypeScript", given, hint);
  }
  if ((await git(["ls-files", "--", file], { cwd: root })) === "")
    refuse("a file that git tracks", given, `git add ${given} && git commit`);
  return { file, functionName, kit };
}

function distinct(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

function dirtyTree(root: string, changes: string): GalapagosError {
  const files = changes.split("\n").map((line) => line.slice(3));
  return new GalapagosError(
    `expected a clean tree in ${root}, got changes in ${files.slice(0, 5).join(", ")}`,
    {
      code: "init/dirty",
      hint: "commit or stash them first: git stash",
    },
  );
}

function missingFunction(
  file: string,
  message: string,
  names: readonly string[],
  wanted: string,
): GalapagosError {
  const near = closestName(wanted, names);
  const hint =
    near === null ? `it has: ${names.slice(0, 10).join(", ") || "none"}` : `did you mean "${near}"?`;
  return new GalapagosError(`${file}: expected a function ${wanted}, got ${message}`, {
    code: "init/function",
    hint,
  });
}

function neverCalled(name: string, test: string): GalapagosError {
  return new GalapagosError(`${JSON.stringify(test)} never calls ${name} with arguments that JSON can hold`, {
    code: "init/calls",
    hint: "see that it runs any tests, or name a script that calls it: --bench bench.py",
  });
}

/** All languages whose functions can be taken out of a repository. */
const KITS: readonly RepositoryKit[] = [pythonKit, scriptKit];
