import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isInside } from "../../../problem/index.ts";

/**
 * An error of a person's own code, for that person: the line of the problem's folder that it comes from, its
 * name and message, and its causes. `evaluator.mts:12:5: TypeError: x is not a function (caused by Error: no
 * data)`.
 *
 * @param folder - absolute path of the problem's folder; the place is told from there
 */
export function describeError(error: unknown, folder: string): string {
  const place = placeOf(error, folder);
  return `${place === null ? "" : `${place}: `}${nameAndMessage(error)}${causesOf(error)}`;
}

/**
 * The innermost place of an error inside a folder, as `file:line:column`; `null` where its stack names none.
 */
export function placeOf(error: unknown, folder: string): string | null {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const [, url = "", line, column] of stack.matchAll(PLACE)) {
    const path = pathOf(url);
    if (path === null || !isInside(folder, path)) continue;
    return [relative(folder, path), line, ...(column === undefined ? [] : [column])].join(":");
  }
  return null;
}

function pathOf(url: string): string | null {
  try {
    return fileURLToPath(new URL(url));
  } catch {
    return null;
  }
}

function nameAndMessage(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)} (not an Error, so that its line is unknown)`;
  return error.message === "" ? error.name : `${error.name}: ${error.message}`;
}

function causesOf(error: unknown): string {
  const causes: string[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && causes.length < MOST_CAUSES) {
    causes.push(cause instanceof Error ? nameAndMessage(cause) : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes.map((text) => ` (caused by ${text})`).join("");
}

/** Causes of causes that are told at most. */
const MOST_CAUSES = 4;
/**
 * A place in a stack trace, or at the head of a syntax error's: a file's URL, a line, and a column where one
 * is told.
 */
const PLACE = /(file:\/\/[^\s()]+?):(\d+)(?::(\d+))?(?=[)\s]|$)/gm;
