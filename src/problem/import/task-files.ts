import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FoundTask } from "./plan.ts";
import type { PythonLook } from "./look.ts";

/**
 * Files of a task that its evaluator needs besides itself, by what it says: the modules of the folder that it imports, and
 * the files and folders that its texts name. Solutions that lie beside them stay where they are, as nothing names them.
 */
export function neighboursOf(
  { folder, seed, evaluator, config, tool }: FoundTask,
  look: PythonLook,
): readonly string[] {
  const own = new Set([seed, evaluator]);
  const found = new Set(Object.keys(look.files));
  if (tool === "harbor") for (const name of ["tests"]) found.add(name);
  if (evaluator.includes("/")) found.add(evaluator.slice(0, evaluator.indexOf("/")));
  const entries = readdirSync(folder);
  const texts = Object.values(look.files).flatMap(({ strings }) => strings);
  for (const name of entries) {
    if (NEVER.test(name) || name === seed) continue;
    // a configuration counts where the evaluator reads it itself
    const named = texts.some(
      (text) => text === name || text.startsWith(`${name}/`) || text.endsWith(`/${name}`),
    );
    if (named && statSync(join(folder, name), { throwIfNoEntry: false })) found.add(name);
  }
  if (tool === "skydiscover")
    for (const name of entries) if (/\.(py|json|txt|csv)$/.test(name)) found.add(name);
  const isWithin = (path: string): boolean => [...found].some((other) => path.startsWith(`${other}/`));
  return [...found]
    .filter((path) => !own.has(path) && !isWithin(path) && (path !== config || texts.includes(path)))
    .filter((path) => !SOLVED.test(path))
    .sort();
}

/** Entries that are no part of any task. */
const NEVER = /^(\.|__pycache__$|README|LICENSE|requirements\.txt$|results?$|output$)/i;
/** Solutions that tools keep beside their tasks. */
const SOLVED = /^(best_(solution|program|result)|solution$)/;
