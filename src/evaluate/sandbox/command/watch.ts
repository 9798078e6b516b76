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
  /** True where the kernel bounds what it holds, so that looks are for the rest: time, and the machine's memory. @defaultValue false */
  readonly isEnclosed?: boolean;
  /** Told once or more often that a bound was passed. */
  readonly end: (why: Failure) => void;
}

/** Looks at the time and the memory of a tree of processes again and again, until it is stopped. */
export function watch({ pids, limits, containment, isEnclosed = false, end }: Watched): { stop(): void } {
  const started = performance.now();
  let peakCpuMs = 0;
  const look = (): void => {
    const tree = pids();
    peakCpuMs = Math.max(peakCpuMs, cpuMs(tree));
    const fault = memoryFault(tree, containment, limits.memoryMb);
    if (fault !== null) {
      end(fault);
    } else if (performance.now() - started > limits.deadlineMs) {
      const kind = isBusy(peakCpuMs, limits) ? "cpu" : "wall";
      end(failure("timeout", kind, `still running after ${limits.deadlineMs} ms (limits.deadlineMs)`));
    }
  };
  const looking = setInterval(look, isEnclosed ? ENCLOSED_MS : WATCH_MS);
  const deadline = setTimeout(look, limits.deadlineMs + 2);
  return {
    stop() {
      clearInterval(looking);
      clearTimeout(deadline);
    },
  };
}

/** How often a tree is looked at, milliseconds: a look at five processes takes half a millisecond of the processor. */
const WATCH_MS = 20;
const ENCLOSED_MS = 100;
