import { flushCompileCache } from "node:module";

/**
 * Puts what this thread has compiled so far into the compile cache: a thread that will be killed, as those of
 * the evaluator are, never gets to do so at its end.
 */
export function keepCompiled(): void {
  flushCompileCache();
}
