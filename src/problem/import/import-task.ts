import { cp, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { GalapagosError, given, type JsonObject } from "../../core/index.ts";
import { intoPlace } from "../into-place.ts";
import { SYSTEM_PYTHON } from "../joint/environments.ts";
import { shippedProblems } from "../problem-folders.ts";
import { type FileRole, readInside } from "../read-inside.ts";
import { importAs } from "./import-as.ts";
import { refuseTaken } from "../templates/init-problem.ts";
import { schemaReference } from "../templates/schema-reference.ts";
import { copyFiles } from "./copy-files.ts";
import { describeTask } from "./describe-task.ts";
import type { KeyFate } from "./fates.ts";
import { findTask, type TaskHints } from "./find-task.ts";
import { planHarbor } from "./harbor.ts";
import { lookAt, type PythonLook } from "./look.ts";
import { planLoongFlow } from "./loongflow.ts";
import { planOpenEvolve } from "./open-evolve.ts";
import type { FoundTask, Plan, Tool } from "./plan.ts";
import { problemOf } from "./problem-of.ts";
import { readConfig } from "./read-config.ts";
import { planShinka, SHINKA_CLASSES } from "./shinka.ts";
import { neighboursOf } from "./task-files.ts";

/** The task to import. */
export interface ImportOptions extends TaskHints {
  /** Name of the problem. @defaultValue the folder's */
  readonly to?: string;
  /** The metric that is the score. @defaultValue the tool's own rule */
  readonly metric?: string;
  /** The Python that runs the task, as a path. @defaultValue the system's */
  readonly python?: string;
  /** Further files of the folder that the evaluator finds. */
  readonly files?: readonly string[];
}

/** The problem that a task became. */
export interface ImportResult {
  readonly tool: Tool;
  /** Absolute path of the new problem's folder. */
  readonly folder: string;
  readonly name: string;
  readonly files: readonly string[];
  /** Fates of all keys of the configuration. */
  readonly keys: readonly KeyFate[];
  /** Modules that the interpreter lacks; without them nothing runs. */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
  /** True where the configuration says how a run is done: `run.json` of the folder. */
  readonly hasSettings: boolean;
}

/**
 * Makes a problem of another tool's task: seed, evaluator and the files that this names byte for byte, its configuration in
 * this toolkit's words. Nothing of the task is run. All or nothing; never overwrites.
 *
 * @param place - absolute path of the task's folder, or of its evaluator
 * @param workingFolder - absolute path; the problem comes into its `problems`
 * @throws GalapagosError `problem/import`, `problem/exists`, `problem/python` or `problem/file`
 */
export async function importTask(
  place: string,
  workingFolder: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const task = findTask(place, options);
  const name = nameOf(options.to ?? null, task);
  const folder = join(workingFolder, "problems", name);
  const { from, metric } = options;
  await refuseTaken(
    folder,
    name,
    importAs(place, given({ from: from === "auto" ? undefined : from, metric, python: options.python })),
  );
  const python = options.python ?? SYSTEM_PYTHON;
  await refuseOddParts(task);
  const look = await lookAt(python, requestOf(task));
  const instruction = await instructionOf(task);
  const plan = planOf(task, await readConfig(task, look), instruction);
  const files = [...new Set([...neighboursOf(task, look), ...(options.files ?? [])])];
  const { problem, notes } = problemOf(
    task,
    { ...plan, description: describeTask(task, { ...plan, instruction }, look) },
    look,
    {
      files,
      environment: environmentOf(options.python ?? plan.environment),
      ...given({ metric: options.metric }),
    },
  );
  const hasSettings = Object.keys(plan.settings).length > 0;
  const settings = hasSettings ? plan.settings : null;
  await write(task, { folder, workingFolder, problem, settings, files });
  return {
    ...{ tool: task.tool, folder, name, keys: plan.fates, missing: look.missing.missing, hasSettings },
    files: ["problem.json", ...(hasSettings ? ["run.json"] : []), task.seed ?? "", task.evaluator, ...files],
    notes: [...notes, ...plan.notes, ...laterNotes(look, python)],
  };
}

function requestOf({ folder, seed, evaluator, config }: FoundTask) {
  const files = [seed ?? "", evaluator].filter((path) => path.endsWith(".py"));
  const classes = Object.keys(SHINKA_CLASSES);
  return { folder, files, classes, config: config?.endsWith(".py") ? config : null };
}

function planOf(
  { tool, evaluator }: FoundTask,
  config: Parameters<typeof planShinka>[0],
  instruction: string,
): Plan {
  switch (tool) {
    case "openevolve":
      return planOpenEvolve(config);
    case "skydiscover": {
      const plan = planOpenEvolve(config, true);
      return evaluator.endsWith(".sh") ? { ...plan, shape: "script", cascade: null } : plan;
    }
    case "shinka":
      return planShinka(config);
    case "loongflow":
      return planLoongFlow(config);
    case "harbor":
      return planHarbor(config, instruction);
  }
}

async function instructionOf({ tool, folder }: FoundTask): Promise<string> {
  return tool === "harbor" ? readInside(folder, "instruction.md", part("the instructions")) : "";
}

/** The parts that are read before anything is copied: plain files of the task's folder, whoever made it. */
async function refuseOddParts({ folder, seed, evaluator, config }: FoundTask): Promise<void> {
  if (seed !== null) await readInside(folder, seed, part("the seed program"));
  await readInside(folder, evaluator, part("the evaluator"));
  if (config !== null) await readInside(folder, config, part("the configuration"));
}

function part(what: string): FileRole {
  return { what, maxBytes: 4 << 20 };
}

/** The prefix of a Python that is not the system's. */
function environmentOf(python: string | null): string | null {
  if (python === null || python === SYSTEM_PYTHON || !python.includes("/")) return null;
  return dirname(dirname(resolve(python)));
}

/** Modules that may be missed: imported within functions, or where their absence is expected. */
function laterNotes({ missing: { late } }: PythonLook, python: string): readonly string[] {
  return late.length === 0
    ? []
    : [`may want ${late.join(", ")}, not in ${python}: imported in functions only`];
}

/** The name of a problem: the one that is wished for, else the folder's, with the tool's where a shipped problem has it. */
function nameOf(given: string | null, { folder, tool }: FoundTask): string {
  const parts = resolve(folder).split(sep);
  const own = parts.at(-1) ?? "";
  const words = given ?? (/[a-z]/i.test(own) ? own : `${parts.at(-2) ?? "task"}-${own}`);
  const name = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-+|-+$/g, "");
  if (given === null && name !== "" && existsSync(join(shippedProblems, name))) return `${name}-${tool}`;
  if (given === null || name === given) return name === "" ? "task" : name;
  throw new GalapagosError(
    `expected a name of at most 64 lower-case letters, digits and hyphens, got ${JSON.stringify(given.slice(0, 80))}`,
    { code: "problem/name", hint: `--to ${name === "" ? "my-task" : name}` },
  );
}

/** Everything that is written. */
interface Written {
  readonly folder: string;
  readonly workingFolder: string;
  readonly problem: JsonObject;
  readonly settings: JsonObject | null;
  readonly files: readonly string[];
}

async function write(
  task: FoundTask,
  { folder, workingFolder, problem, settings, files }: Written,
): Promise<void> {
  const { reference, copy } = schemaReference(workingFolder, folder);
  await intoPlace(folder, async (draft) => {
    await copyFiles(task, draft, [task.seed ?? "", task.evaluator, ...files]);
    const text = { $schema: reference, ...problem };
    await writeFile(join(draft, "problem.json"), `${JSON.stringify(text, null, 2)}\n`, { flag: "wx" });
    if (settings) await writeFile(join(draft, "run.json"), `${JSON.stringify(settings, null, 2)}\n`);
    if (copy !== null) await cp(copy, join(draft, basename(copy)));
  });
}
