import { readdirSync, readFileSync } from "node:fs";
import type { Limits } from "../../../problem/index.ts";

/** Data segment beyond limits.memoryMb that an interpreter may need for itself, MiB. */
export const RUNTIME_MB = 128;
const MIB = 1 << 20;
/** Processes that a command may have beyond those its user has already. */
export const PROCESSES = 48;
/** Bounds of a process that is supervised. */
export type ProcessLimits = Pick<Limits, "timeMs" | "deadlineMs" | "memoryMb" | "outputKb">;

/** Bounds of one command that the kernel keeps. */
export interface KernelLimits {
  readonly deadlineMs: number;
  readonly memoryMb: number;
  /** Largest file that it writes, MiB. @defaultValue 16 */
  readonly fileMb?: number;
  /** Files that one process has open. @defaultValue 256 */
  readonly openFiles?: number;
  /** True for trusted code that lives long, whose time is not counted. */
  readonly isTrusted?: boolean;
  /** Processes and threads. @defaultValue 48 */
  readonly processes?: number;
}

/** Limits for prlimit on one command, but for its processes. */
export function resourceLimits(limits: KernelLimits): string[] {
  const seconds = Math.ceil((limits.deadlineMs * 2) / 1000) + 1;
  return [
    `--data=${(limits.memoryMb + RUNTIME_MB) * MIB}`,
    `--fsize=${(limits.fileMb ?? 16) * MIB}`,
    `--nofile=${limits.openFiles ?? 256}`,
    ...(limits.isTrusted ? [] : [`--cpu=${seconds}`]),
    "--sigpending=128",
    "--msgqueue=0",
  ];
}

/** The limit of processes where a command's are counted apart from its user's others. */
export function ownProcesses(processes = PROCESSES): string[] {
  return [`--nproc=${processes}`];
}

/** The limit of processes where all of a user's count together: it starts from what the user has running. */
export function sharedProcesses(uid: number, processes = PROCESSES): string[] {
  return [`--nproc=${tasksOf(uid) + processes}`];
}

/** Threads that a user has running now. */
function tasksOf(uid: number): number {
  let tasks = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) === uid)
        tasks += Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]);
    } catch {
      // It ended in between.
    }
  }
  return tasks;
}
