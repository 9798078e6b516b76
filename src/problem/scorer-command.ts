import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { languageOfFile } from "../language/index.ts";
import type { ProblemDefinition } from "./definition.ts";

/** Name of the file that makes a function of a Python file a scorer; it may lie in a problem's folder. */
export const PYTHON_HELPER = "galapagos.py";

/** The helper that comes with the toolkit. */
export const pythonHelper: string = fileURLToPath(new URL(`./python/${PYTHON_HELPER}`, import.meta.url));

/** The part of a problem that says what its scorer is. */
export type ScorerFacts = Pick<ProblemDefinition, "evaluator" | "evaluatorCommand">;

/** True for an evaluator that is a module of JavaScript or TypeScript, which this toolkit imports. */
export function isModule({ evaluator, evaluatorCommand }: ScorerFacts): boolean {
  return (evaluatorCommand ?? null) === null && MODULES.has(extname(evaluator));
}

/**
 * The command line that starts a scorer with a process of its own, seen from the problem's folder; `null` for a module.
 * A Python file is started by the helper, the folder's own where there is one.
 */
export function scorerCommand(folder: string, facts: ScorerFacts): readonly string[] | null {
  const { evaluator, evaluatorCommand } = facts;
  if (isModule(facts)) return null;
  if (evaluatorCommand) return evaluatorCommand;
  const { command = ["{program}"] } = languageOfFile(evaluator);
  const words = command.map((word) => word.replaceAll("{program}", evaluator));
  if (extname(evaluator) !== ".py") return words;
  const helper = existsSync(join(folder, PYTHON_HELPER)) ? PYTHON_HELPER : pythonHelper;
  return [...words.slice(0, -1), helper, evaluator];
}

/** True for a file that an interpreter runs as it is, so that a problem need not say how. */
export function isScript(file: string): boolean {
  return SCRIPTS.has(extname(file));
}

const MODULES = new Set([".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"]);
const SCRIPTS = new Set([".py", ".sh"]);
