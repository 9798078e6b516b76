import { rmdirSync } from "node:fs";

/**
 * The end of the evaluator process, with every process of its group and its empty folder. The watchdog has the
 * same in its own file, because it must run where no other file is seen.
 */
export function endGroup(): void {
  try {
    rmdirSync(process.cwd());
  } catch {
    // the parent, or the process's other thread, removed the empty folder first
  }
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
