import { given } from "./given.ts";

/**
 * The environment of a thread of ours, or of the evaluator's process: where compiled code is kept, which makes it start several times faster, and nothing else.
 * Threads get a copy of the process's environment otherwise, keys of models included.
 */
export function threadEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE: cache } = environment;
  return given({ NODE_COMPILE_CACHE: cache });
}
