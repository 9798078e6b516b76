import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Problem, shippedProblems } from "../problem/index.ts";

/**
 * A problem as a run's record keeps it: its folder is told from the run's folder, with slashes, so that both
 * can move, be copied and go to another machine together; a shipped one by its name.
 */
export function problemForRecord(problem: Problem, runFolder: string): Problem {
  const inShipped = relative(shippedProblems, problem.folder);
  if (isBelow(inShipped)) return { ...problem, folder: `${SHIPPED}${withSlashes(inShipped)}` };
  return { ...problem, folder: withSlashes(relative(resolve(runFolder), problem.folder)) };
}

/**
 * The problem of a record, with the absolute path at which it would lie. Older runs recorded that path
 * itself.
 */
export function problemOfRecord(recorded: Problem, runFolder: string): Problem {
  const { folder } = recorded;
  if (folder.startsWith(SHIPPED))
    return { ...recorded, folder: join(shippedProblems, folder.slice(SHIPPED.length)) };
  return { ...recorded, folder: resolve(runFolder, folder) };
}

function isBelow(path: string): boolean {
  return path !== "" && !isAbsolute(path) && path.split(sep)[0] !== "..";
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}

/** Begins the recorded place of a problem that comes with the toolkit, wherever that is installed. */
const SHIPPED = "galapagos:";
