import type { ChildProcess } from "node:child_process";
import { type ControlGroup, openControlGroup } from "./control-group.ts";
import { processTree } from "../process-tree.ts";
import { type KernelLimits, PROCESSES, RUNTIME_MB } from "./resource-limits.ts";

/** Commands that the kernel ended for want of memory. */
const outOfMemory = new WeakSet<ChildProcess>();
/** Groups of the commands that are there. */
const groups = new WeakMap<ChildProcess, ControlGroup>();

/** True for a command whose memory and processes the kernel bounds: looks at it need not be close. */
export function isEnclosed(child: ChildProcess): boolean {
  return groups.has(child);
}

/** True for a command that took more memory than its control group has: it was ended for it, or one of its processes was. */
export function ranOutOfMemory(child: ChildProcess): boolean {
  return outOfMemory.has(child) || groups.get(child)?.hasRunOut() === true;
}

/** Puts a control group around a command that has just been started, where one can be had. */
export function enclose(child: ChildProcess, { memoryMb, processes }: KernelLimits, tmpBytes: number): void {
  if (child.pid === undefined) return;
  const memoryBytes = (memoryMb + RUNTIME_MB + OVERHEAD_MB) * MIB + tmpBytes;
  // bubblewrap has two processes of its own, which the command's own limit does not count
  const group = openControlGroup({ memoryBytes, tasks: (processes ?? PROCESSES) + 16 });
  if (group === null) return;
  if (!takeAll(group, child.pid)) {
    group.remove();
    return;
  }
  groups.set(child, group);
  const end = (): void => {
    if (group.hasRunOut()) outOfMemory.add(child);
    groups.delete(child);
    group.remove();
  };
  child.once("exit", end);
  child.once("error", end);
}

/**
 * Takes a process into a group, with what it has started by then; false where it has ended, or may not be taken in. Whatever a process
 * starts when it is in the group is in it, too, so that a tree of which all are is whole.
 */
function takeAll(group: ControlGroup, pid: number): boolean {
  const taken = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const others = processTree(pid).filter((one) => !taken.has(one));
    if (others.length === 0) break;
    for (const one of others) {
      if (!group.take(one) && one === pid) return false;
      taken.add(one);
    }
  }
  return true;
}

/** Looks for processes that were started between the last look and when their parent was taken in, at most. */
const ROUNDS = 8;
/** Memory of the kernel's for a command, which its own limit does not count, MiB. */
const OVERHEAD_MB = 32;
const MIB = 1 << 20;
