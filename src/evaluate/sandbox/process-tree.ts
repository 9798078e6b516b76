import { readdirSync, readFileSync } from "node:fs";
import type { Limits } from "../../problem/index.ts";

/**
 * A candidate that cannot sleep and yet did not get the processor by its deadline waits for it: it is given
 * this many more deadlines before the clock ends it.
 */
export const PATIENCE = 3;

/**
 * True when a candidate that met its deadline had enough of a processor, so that a slow or loaded machine is
 * no excuse: twice its nominal time, or nearly all of the deadline.
 */
export function isBusy(cpuMs: number, limits: Pick<Limits, "timeMs" | "deadlineMs">): boolean {
  return cpuMs >= Math.min(2 * limits.timeMs, 0.7 * limits.deadlineMs);
}

/**
 * A process and all its descendants, as far as /proc shows them; just the process where there is no /proc.
 */
export function processTree(pid: number, proc = PROC): number[] {
  const tree = [pid];
  for (const parent of tree) {
    for (const thread of threadsOf(parent, proc)) {
      const children = textOf(`${thread}/children`).trim();
      if (children) tree.push(...children.split(" ").map(Number));
    }
  }
  return tree;
}

/** Kills a process where it is still there; for the negative number of a group, all of that. */
export function endProcess(pid: number): void {
  signalProcess(pid, "SIGKILL");
}

/** Signals a process where it is still there. */
export function signalProcess(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended
  }
}

/** True where no thread of a process runs: it is stopped, at its end, or gone; and where there is no /proc. */
export function isStill(pid: number, proc = PROC): boolean {
  return threadsOf(pid, proc).every((thread) => {
    const stat = textOf(`${thread}/stat`);
    return "TtZX".includes(stat[stat.lastIndexOf(")") + 2] ?? "X");
  });
}

/** Folders of a process' threads; none where it has ended. */
function threadsOf(pid: number, proc: string): readonly string[] {
  const folder = `${proc}/${pid}/task`;
  try {
    return readdirSync(folder).map((thread) => `${folder}/${thread}`);
  } catch {
    return [];
  }
}

/** A file of a thread; nothing where that has ended since, as others of its process may have not. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Resident memory of processes, bytes; 0 where /proc does not say. */
export function residentBytes(pids: readonly number[]): number {
  let pages = 0;
  for (const pid of pids) {
    try {
      pages += Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    } catch {
      // It ended in between.
    }
  }
  return pages * PAGE;
}

/** CPU time that processes have used, milliseconds; 0 where /proc does not say. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + statCpuMs(`/proc/${pid}/stat`), 0);
}

/** CPU time of one thread of this process, milliseconds; 0 where /proc does not say. */
export function threadCpuMs(thread: number): number {
  return statCpuMs(`/proc/self/task/${thread}/stat`);
}

/** Time that a process was ready to run and had no processor, milliseconds: of its first thread; 0 where /proc does not say. */
export function waitedMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}

function statCpuMs(path: string): number {
  try {
    const stat = readFileSync(path, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return 0;
  }
}

/**
 * Bytes per page and clock ticks per second of every Linux that Node runs on in practice (x86-64, arm64 with
 * 4 KiB pages).
 */
const PAGE = 4096;
const MS_PER_TICK = 10;
const PROC = "/proc";
