import type { ChildProcess } from "node:child_process";
import { endProcess, isStill, processTree, signalProcess } from "./process-tree.ts";

/**
 * Kills a child and all below it. The child itself is stopped first and killed when it stands still, because what it starts between a
 * look and its end would live on by itself; on a busy machine its turn to stop comes late, and nobody is held up meanwhile.
 *
 * @param treeOf - a process and all below it
 */
export function endTree(child: ChildProcess, treeOf = processTree): void {
  const { pid } = child;
  if (pid === undefined || hasEnded(child) || stopping.has(child)) return;
  stopping.add(child);
  const endWhenStill = (looks: number): void => {
    // its number may be another's by now
    if (hasEnded(child)) return;
    // in this order: what is below one that stands still is all that will ever be
    const isOver = isStill(pid) || looks === 0;
    for (const one of treeOf(pid).slice(1)) endProcess(one);
    if (isOver) endProcess(pid);
    else setTimeout(endWhenStill, LOOK_MS, looks - 1);
  };
  signalProcess(pid, "SIGSTOP");
  endWhenStill(MOST_LOOKS);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const stopping = new WeakSet<ChildProcess>();
const LOOK_MS = 1;
/** Looks after which a child is killed though it never stood still, because another process wakes it again and again. */
const MOST_LOOKS = 10_000;
