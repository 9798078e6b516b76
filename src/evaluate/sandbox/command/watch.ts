import { type Failure, failure } from "../../failures.ts";
import { cpuMs, isBusy } from "../process-tree.ts";
import { type Containment, memoryFault } from "./memory-in-use.ts";
import type { ProcessLimits } from "./resource-limits.ts";

/** A tree of processes that is watched. */
export interface Watched {
  /** Its processes now, the first one at the top. */
  readonly pids: () => readonly number[];
  readonly limits: ProcessLimits;
  readonly containment: Containment;
  /** Told once or more often that a bound was passed. */
  readonly end: (why: Failure) => void;
}

/** Looks at the time and the memory of a tree of processes again and again, until it is stopped. */
export function watch({ pids, limits, containment, end }: Watched): { stop(): void } {
  const started = performance.now();
  let peakCpuMs = 0;
  const look = setInterval(() => {
    const tree = pids();
    peakCpuMs = Math.max(peakCpuMs, cpuMs(tree));
    const fault = memoryFault(tree, containment, limits.memoryMb);
    if (fault !== null) {
      end(fault);
    } else if (performance.now() - started > limits.deadlineMs) {
      const kind = isBusy(peakCpuMs, limits) ? "cpu" : "wall";
      end(failure("timeout", kind, `still running after ${limits.deadlineMs} ms (limits.deadlineMs)`));
    }
  }, WATCH_MS);
  return { stop: () => clearInterval(look) };
}

/** How often a tree is looked at, milliseconds. */
const WATCH_MS = 20;
