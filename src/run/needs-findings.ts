import { accessSync, constants, existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { EXIT, GalapagosError, shellWord } from "../core/index.ts";
import { engineHere, imageMissingHere } from "../evaluate/index.ts";
import { kitsOf } from "../kit/index.ts";
import {
  dataHash,
  environmentsOf,
  missingModules,
  type Problem,
  pythonOf,
  SYSTEM_PYTHON,
  scorerCommand,
  supportFiles,
} from "../problem/index.ts";
import type { Finding } from "./finding.ts";

/** Finds out what a problem needs and whether it is here: what is missing comes first. */
export async function needsOf(problem: Problem): Promise<readonly Finding[]> {
  const findings = [
    await sandboxFinding(problem),
    ...(await imageFindings(problem)),
    ...kitFindings(problem),
    ...programFindings(problem),
    ...environmentFindings(problem),
    ...(await packageFindings(problem)),
    ...(await fileFindings(problem)),
    ...(await dataFindings(problem)),
  ];
  const missing = findings.filter(({ ok }) => !ok).map((finding) => ({ ...finding, exitCode: EXIT.usage }));
  return [...missing, ...findings.filter(({ ok }) => ok)];
}

async function sandboxFinding({ definition: { engine } }: Problem): Promise<Finding> {
  const name = `needs engine ${engine}`;
  const found = await engineHere(engine);
  if (found === null) return { name, ok: false, fact: "no such engine" };
  const { available, detail, hint } = found;
  return { name, ok: available, fact: detail, ...(hint !== "" && { hint }) };
}

async function imageFindings({ definition: { container } }: Problem): Promise<readonly Finding[]> {
  if (!container) return [];
  const missing = await imageMissingHere(container.image);
  const name = "needs image";
  return [missing === null ? { name, ok: true, fact: container.image } : { name, ok: false, ...missing }];
}

/** The kits that programs may import, as they are in this version of the toolkit. */
function kitFindings({ definition }: Problem): readonly Finding[] {
  return kitsOf(definition).map(({ name, hash }) => ({
    name: `imports ${name}`,
    ok: true,
    fact: `part of the toolkit, sha256 ${hash.slice(0, 12)}…, and of the problem's version`,
  }));
}

/** The programs that command lines begin with, and those that are named. */
function programFindings(problem: Problem): readonly Finding[] {
  const { definition, folder } = problem;
  const { needs, command, build, joint, container } = definition;
  const own = environmentsOf(folder, needs ?? null).map(({ bin }) => bin);
  // a container's programs are its image's
  const words = container
    ? []
    : [build?.command[0], joint ? "python3" : command?.[0], ...(needs?.programs ?? [])];
  const inside = [...new Set(words)].filter((word) => word !== undefined && !word.includes("{"));
  const scorer = scorerCommand(folder, definition)?.[0];
  return [
    ...inside.map((word) => programFinding(word ?? "", folder, [...own, ...SYSTEM])),
    ...(joint || scorer === undefined ? [] : [programFinding(scorer, folder, pathOf(process.env.PATH))]),
  ];
}

function programFinding(word: string, folder: string, places: readonly string[]): Finding {
  const name = `needs program ${word}`;
  const paths = word.includes("/") ? [resolve(folder, word)] : places.map((place) => join(place, word));
  const found = paths.find(isProgram);
  if (found !== undefined) return { name, ok: true, fact: found };
  const hint = "install it, or name its folder in needs.environments of problem.json";
  return { name, ok: false, fact: `not in ${places.join(", ")}`, hint };
}

function environmentFindings({ definition, folder }: Problem): readonly Finding[] {
  return environmentsOf(folder, definition.needs ?? null).map(({ folder: home, bin }) => {
    const ok = existsSync(bin);
    const name = `needs environment ${home}`;
    if (ok) return { name, ok, fact: "there" };
    return { name, ok, fact: "no folder with a bin there", hint: `make it: python3 -m venv ${home}` };
  });
}

/** The modules that a problem needs, as one finding; none where it needs none. */
export async function packageFindings(problem: Problem): Promise<readonly Finding[]> {
  const { definition, folder } = problem;
  const packages = definition.needs?.packages ?? [];
  if (packages.length === 0) return [];
  const python = pythonOf(folder, definition.needs ?? null);
  const found = await missingModules(python, packages);
  const name = "needs modules";
  if (found === null) {
    return [{ name, ok: false, fact: `${python} does not start`, hint: "install python3" }];
  }
  const { missing, version } = found;
  if (missing.length === 0)
    return [{ name, ok: true, fact: `${packages.join(", ")}: in ${python} ${version}` }];
  const hint = `install them: ${installCommand(problem, python, missing)}`;
  return [{ name, ok: false, fact: `${missing.join(", ")}: not in ${python} ${version}`, hint }];
}

/** The command that gets modules, into the environment that the problem names, else into a new one, which it has to name. */
function installCommand({ folder }: Problem, python: string, missing: readonly string[]): string {
  const packages = [...new Set(missing.map((name) => name.split(".")[0] ?? name))].map(shellWord).join(" ");
  const note = "(a package may have another name than its module)";
  if (python !== SYSTEM_PYTHON) return `${shellWord(python)} -m pip install ${packages} ${note}`;
  const home = shellWord(join(folder, ".venv"));
  const made = `${SYSTEM_PYTHON} -m venv --system-site-packages ${home} && ${home}/bin/pip install ${packages}`;
  return `${made} ${note}, and "environments": [".venv"] in needs of problem.json`;
}

async function fileFindings({ definition, folder }: Problem): Promise<readonly Finding[]> {
  const named = definition.needs?.files ?? [];
  if (named.length === 0) return [];
  try {
    const files = await supportFiles(folder, definition);
    return [{ name: "needs files", ok: true, fact: `${files.length} files of the problem's folder` }];
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    return [{ name: "needs files", ok: false, fact: error.message, ...(error.hint && { hint: error.hint }) }];
  }
}

function dataFindings({ definition, folder }: Problem): Promise<readonly Finding[]> {
  return Promise.all(
    (definition.needs?.data ?? []).map(async ({ path, name: word, sha256 }): Promise<Finding> => {
      const from = resolve(folder, path);
      const name = `needs data ${word}`;
      if (!existsSync(from)) return { name, ok: false, fact: `nothing at ${from}`, hint: "put it there" };
      const hash = await dataHash(from);
      if (sha256 === undefined || sha256 === hash) return { name, ok: true, fact: `${from}, sha256 ${hash}` };
      const fact = `${from} has sha256 ${hash}, expected ${sha256}`;
      return { name, ok: false, fact, hint: "get the data that the problem means, or correct the hash" };
    }),
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function pathOf(path = "/usr/local/bin:/usr/bin:/bin"): readonly string[] {
  return path.split(":").filter(isAbsolute);
}

/** Where a sandbox finds the system's programs. */
const SYSTEM = ["/usr/local/bin", "/usr/bin", "/bin"];
