import { type Failure, failure } from "../../failures.ts";

/**
 * The failure that an exception out of the engine stands for: V8's stack ran out below it, or the engine
 * trapped.
 */
export function trapFailure(error: unknown): Failure {
  if (error instanceof RangeError)
    return failure("error", "stack", "stack overflow: too much recursion or nesting");
  const message = error instanceof Error ? error.message : String(error);
  if (/out of memory|memory access out of bounds/i.test(message))
    return failure("memory", "oom", "out of memory");
  return failure("error", "crash", `the engine trapped: ${message}`);
}
