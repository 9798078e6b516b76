import type { Command } from "commander";
import { given } from "../core/index.ts";
import type { SittingOptions } from "../run/index.ts";
import { addQueueOptions, type QueueFlags, queueOf } from "./queue-flags.ts";
import type { Shell } from "./shell.ts";

/** Flags of every command that has programs scored. */
export interface MachineFlags extends QueueFlags {
  readonly unsafe?: boolean;
}

/** `--unsafe`, with its description. */
export const UNSAFE_OPTION = [
  "--unsafe",
  "run commands without bubblewrap where it is missing: only for programs you trust",
] as const;

/** Adds the flags that say where and how programs are run. */
export function addMachineOptions(command: Command): Command {
  return addQueueOptions(command.option(...UNSAFE_OPTION));
}

/** Where a command has programs scored: on this machine, with what earlier commands of the process left, or by workers. */
export function machineOf(
  shell: Shell,
  flags: MachineFlags,
): Pick<SittingOptions, "unsafe" | "queue" | "workers"> {
  return given({ unsafe: flags.unsafe, workers: shell.io.workers, queue: queueOf(shell, flags) });
}
