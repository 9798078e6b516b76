import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { isBusy } from "../process-tree.ts";

/** The failure of a program that was stopped at its deadline, after so much time of the processor, milliseconds. */
export function timeFailure(limits: Limits, busyMs: number): Failure {
  const computed = busyMs > 0 ? `, ${(busyMs / 1000).toFixed(1)} s of the processor` : "";
  const message = `still running after ${limits.deadlineMs} ms (limits.deadlineMs)${computed}`;
  return failure("timeout", isBusy(busyMs, limits) ? "cpu" : "wall", message);
}

export function memoryFailure(limits: Limits): Failure {
  return failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb)`);
}

/** The failure of a program whose process ended by itself: V8 aborts it when it cannot go on, nearly always for want of memory. */
export function gaveUp(): Failure {
  return failure("memory", "oom", "the engine gave up, most likely for want of memory");
}
