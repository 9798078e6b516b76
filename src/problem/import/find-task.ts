import { readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { GalapagosError } from "../../core/index.ts";
import type { FoundTask, Tool } from "./plan.ts";

/** A person's words on a task besides its folder; each is a path in the folder. */
export interface TaskHints {
  readonly from: Tool | "auto";
  readonly seed?: string;
  readonly evaluator?: string;
  readonly config?: string;
}

/**
 * Finds the parts of a task in a folder by the names that its tool gives them.
 *
 * @param place - absolute path of a task's folder, or of its evaluator
 * @throws GalapagosError `problem/import` where it is no task that is known, or a part is missing
 */
export function findTask(place: string, hints: TaskHints): FoundTask {
  const isFile = !isFolder(place);
  const folder = isFile ? dirname(place) : place;
  const names = namesIn(folder);
  const evaluator = hints.evaluator ?? (isFile ? basename(place) : undefined);
  const tool = hints.from === "auto" ? toolOf(folder, names, evaluator) : hints.from;
  if (tool === null) {
    throw new GalapagosError(
      `expected a task of another tool at ${folder}, got a folder with ${names.slice(0, 8).join(", ") || "nothing"}`,
      {
        code: "problem/import",
        hint: "a task has evaluator.py, evaluate.py, eval_program.py, evaluate.sh or tests/test.sh; name its parts: --from openevolve --evaluator my_eval.py --seed my_program.py",
      },
    );
  }
  const found = {
    tool,
    folder,
    evaluator: evaluator ?? firstOf(names, EVALUATORS[tool], folder),
    seed: hints.seed ?? seedIn(names, tool),
    config: hints.config ?? configIn(names, tool),
  };
  if (found.evaluator === undefined) throw missing(folder, "an evaluator", "--evaluator <file>");
  if (found.seed === null) throw missing(folder, "a program to start from", "--seed <file>");
  return { ...found, evaluator: found.evaluator };
}

/** The tool whose names a folder's files have. */
function toolOf(folder: string, names: readonly string[], evaluator: string | undefined): Tool | null {
  const has = (name: string): boolean => names.includes(name) || isThere(join(folder, name));
  if (has("instruction.md") && has("tests/test.sh")) return "harbor";
  if (has("evaluate.sh") || has("evaluator/evaluate.sh")) return "skydiscover";
  if (has("eval_program.py")) return "loongflow";
  if (has("evaluate.py") && names.some((name) => name.startsWith("initial."))) return "shinka";
  return evaluator !== undefined || has("evaluator.py") ? "openevolve" : null;
}

/** Names of evaluators, the likeliest first. */
const EVALUATORS: { readonly [tool in Tool]: readonly string[] } = {
  openevolve: ["evaluator.py", "evaluate.py"],
  shinka: ["evaluate.py"],
  loongflow: ["eval_program.py"],
  skydiscover: ["evaluate.sh", "evaluator/evaluate.sh", "evaluator.py", "evaluator/evaluator.py"],
  harbor: ["tests/test.sh"],
};

function seedIn(names: readonly string[], tool: Tool): string | null {
  const stems =
    tool === "harbor" ? ["seed", "initial_program"] : ["initial_program", "init_program", "initial"];
  for (const stem of stems) {
    const found = names.find(
      (name) => basename(name, extname(name)) === stem && !NO_SEEDS.has(extname(name)),
    );
    if (found !== undefined) return found;
  }
  return null;
}

function configIn(names: readonly string[], tool: Tool): string | null {
  const known: { readonly [tool in Tool]: readonly string[] } = {
    openevolve: ["config.yaml", "config.yml", "config_phase_1.yaml"],
    shinka: ["shinka.yaml", "run_evo.py", "shinka_small.yaml"],
    loongflow: ["task_config.yaml"],
    skydiscover: ["config.yaml", "config.yml"],
    harbor: ["task.toml"],
  };
  return known[tool].find((name) => names.includes(name)) ?? null;
}

function firstOf(names: readonly string[], wanted: readonly string[], folder: string): string | undefined {
  return wanted.find((name) => names.includes(name) || isThere(join(folder, name)));
}

function missing(folder: string, what: string, flag: string): GalapagosError {
  return new GalapagosError(`expected ${what} in ${folder}, got none of the usual names`, {
    code: "problem/import",
    hint: `name it: ${flag}`,
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new GalapagosError(
      `expected the folder of a task at ${folder}, got ${(error as NodeJS.ErrnoException).code ?? error}`,
      {
        code: "problem/import",
        hint: "give the folder that holds the evaluator and the first program",
        cause: error,
      },
    );
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Names of files that are no program to start from. */
const NO_SEEDS = new Set([".yaml", ".yml", ".json", ".md", ".png"]);
