import { copyFile, stat, writeFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { closestName, GalapagosError } from "../../core/index.ts";
import { shippedProblems } from "../problem-folders.ts";
import { intoPlace } from "../into-place.ts";
import { pythonHelper } from "../scorer-command.ts";
import { CONTRACT_TEMPLATES, type TemplateContract } from "./template-contract.ts";
import { TEMPLATE_FILES, TEMPLATE_LANGUAGES, type TemplateLanguage } from "./template-language.ts";
import { schemaReference } from "./schema-reference.ts";
import { writeLaunch } from "./launch.ts";

/** The problem to scaffold. */
export interface InitOptions {
  /** Lower-case letters, digits and hyphens, at most 64. */
  readonly name: string;
  /** @defaultValue "typescript" */
  readonly language?: TemplateLanguage;
  /**
   * How programs are used; `operators` is written in JavaScript, `policy` in JavaScript or Python, `prompt` in no language at all.
   *
   * @defaultValue "program"
   */
  readonly contract?: TemplateContract;
}

/** The files of a new problem. */
export interface InitResult {
  /** Absolute path of the new problem's folder. */
  readonly folder: string;
  /** Names of its files. */
  readonly files: readonly string[];
  /**
   * Absolute path of the new launch recipe by which VS Code stops at a breakpoint in the evaluator; `null` where
   * there is a `launch.json` already, and for an evaluator in Python.
   */
  readonly launch: string | null;
  /** The next command to type. */
  readonly next: string;
}

/**
 * Scaffolds a problem that runs as it is, in `problems/<name>` of a working directory: all of it or nothing. Never
 * overwrites.
 *
 * @param workingFolder - absolute path
 * @throws GalapagosError `problem/name`, `problem/language`, `problem/exists` or `problem/file`
 */
export async function initProblem(workingFolder: string, options: InitOptions): Promise<InitResult> {
  const name = checkName(options.name);
  const { contract = "program" } = options;
  const template = CONTRACT_TEMPLATES[contract];
  const language = languageOf(options, template.languages);
  const folder = join(workingFolder, "problems", name);
  await refuseTaken(folder, name);
  const { reference, copy } = schemaReference(workingFolder, folder);
  const texts = template.render(name, language, reference);
  const isPython = contract === "program" && TEMPLATE_FILES[language].evaluator.endsWith(".py");
  const copies = [...(isPython ? [pythonHelper] : []), ...(copy === null ? [] : [copy])];
  const files = [...Object.keys(texts), ...copies.map((path) => basename(path))];
  await intoPlace(folder, async (draft) => {
    for (const [file, text] of Object.entries(texts))
      await writeFile(join(draft, file), text, { flag: "wx" });
    for (const path of copies) await copyFile(path, join(draft, basename(path)));
  });
  const seed = relative(workingFolder, join(folder, template.seed(language)))
    .split(sep)
    .join("/");
  const { flags = [] } = template;
  // a breakpoint in Python is another debugger's
  const launch = isPython ? null : await writeLaunch(workingFolder, { name, seed, flags });
  return { folder, files, launch, next: ["npx galapagos run", name, ...flags].join(" ") };
}

/** A place for a problem that is not there yet. */
export interface ProblemPlace {
  /** Absolute path of the folder to come. */
  readonly folder: string;
  /** How `$schema` names the schema. */
  readonly schema: string;
  /** Fills it, all or nothing; `write` is given a draft folder and returns the names of its files. */
  fill(write: (draft: string) => Promise<readonly string[]>): Promise<void>;
  files(): readonly string[];
}

/**
 * Finds the place for a new problem.
 *
 * @param otherwise - the command that makes it under another name
 * @throws GalapagosError `problem/name`, `problem/exists`
 */
export async function placeFor(
  workingFolder: string,
  given: string,
  otherwise: (name: string) => string = initAs,
): Promise<ProblemPlace> {
  const name = checkName(given, otherwise);
  const folder = join(workingFolder, "problems", name);
  await refuseTaken(folder, name, otherwise);
  const { reference, copy } = schemaReference(workingFolder, folder);
  let files: readonly string[] = [];
  return {
    ...{ folder, schema: reference, files: () => files },
    fill: (write) =>
      intoPlace(folder, async (draft) => {
        files = await write(draft);
        if (copy === null) return;
        await copyFile(copy, join(draft, basename(copy)));
        files = [...files, basename(copy)];
      }),
  };
}

function initAs(name: string): string {
  return `galapagos init ${name}`;
}

function checkName(name: string, otherwise = initAs): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(name)) return name;
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-+|-+$/g, "");
  throw new GalapagosError(
    `expected a name of at most 64 lower-case letters, digits and hyphens, got ${JSON.stringify(name.slice(0, 80))}`,
    { code: "problem/name", hint: otherwise(plain === "" ? "my-problem" : plain) },
  );
}

/** The language that a template is to be written in. */
function languageOf(
  { language, contract = "program" }: InitOptions,
  written: readonly TemplateLanguage[],
): TemplateLanguage {
  const [usual = "any"] = written;
  if (language === undefined) return usual;
  const known = TEMPLATE_LANGUAGES.find((candidate) => candidate === language);
  if (known === undefined) throw unknownLanguage(language);
  if (written.includes(known)) return known;
  const wanted = written.length === 0 ? "no language" : `the language ${written.join(" or ")}`;
  throw new GalapagosError(`expected ${wanted} for the contract ${contract}, got ${language}`, {
    code: "problem/language",
    hint: `leave --language out: the template of ${contract} is ${written.length === 0 ? "a text" : "JavaScript"}`,
  });
}

function unknownLanguage(language: string): GalapagosError {
  const near = closestName(language, TEMPLATE_LANGUAGES);
  return new GalapagosError(
    `expected one of ${TEMPLATE_LANGUAGES.join(", ")}, got the language ${JSON.stringify(language)}`,
    {
      code: "problem/language",
      hint:
        near === null
          ? "any other language: any, with a command of its own in problem.json"
          : `did you mean "${near}"?`,
    },
  );
}

/** Refuses a name that a problem here, or one that comes with the toolkit, has already. */
export async function refuseTaken(folder: string, name: string, otherwise = initAs): Promise<void> {
  if (await exists(folder)) {
    throw new GalapagosError(`expected no folder at ${folder} yet, got one: nothing was written`, {
      code: "problem/exists",
      hint: `${otherwise(`${name.slice(0, 61)}-2`)}, or remove the folder first`,
    });
  }
  if (await exists(join(shippedProblems, name))) {
    throw new GalapagosError(`expected a new name, got "${name}", a problem that comes with the toolkit`, {
      code: "problem/exists",
      hint: `galapagos run ${name} runs it; ${otherwise(`my-${name.slice(0, 61)}`)} starts your own`,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
