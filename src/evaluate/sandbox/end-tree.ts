import type { ChildProcess } from "node:child_process";
import { endProcess, isStill, processTree, signalProcess } from "./process-tree.ts";

/** Looks at a child that is to end. */
interface Looks {
  /** Does no thread of a process run? */
  readonly isStill: (pid: number) => boolean;
  /** A process and all below it. */
  readonly treeOf: (pid: number) => readonly number[];
  /** Looks after which a child is killed though it never stood still, because another process wakes it again and again. */
  readonly most: number;
}

/**
 * Kills a child and all below it. The child itself is stopped first and killed when it stands still, because what it starts between a
 * look and its end would live on by itself; on a busy machine its turn to stop comes late, and nobody is held up meanwhile.
 */
export function endTree(child: ChildProcess, looks: Looks = AT_PROC): void {
  const { pid } = child;
  if (pid === undefined || hasEnded(child) || stopping.has(child)) return;
  stopping.add(child);
  const endWhenStill = (left: number): void => {
    // its number may be another's by now
    if (hasEnded(child)) return;
    // in this order: what is below one that stands still is all that will ever be
    const isOver = looks.isStill(pid) || left <= 1;
    for (const one of looks.treeOf(pid).slice(1)) endProcess(one);
    if (isOver) endProcess(pid);
    else setTimeout(endWhenStill, LOOK_MS, left - 1);
  };
  signalProcess(pid, "SIGSTOP");
  endWhenStill(looks.most);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const stopping = new WeakSet<ChildProcess>();
const AT_PROC: Looks = { isStill, treeOf: processTree, most: 10_000 };
const LOOK_MS = 1;
