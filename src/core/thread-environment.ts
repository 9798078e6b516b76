import { compileCacheFolder } from "./compile-cache.js";

/**
 * The environment of a thread, or of the evaluator's process: where compiled code is kept, which makes it
 * start several times faster, and nothing else. Threads get a copy of the process's environment otherwise,
 * keys of models included.
 */
export function threadEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const cache = environment.NODE_COMPILE_CACHE ?? ownCache();
  return cache === null ? {} : { NODE_COMPILE_CACHE: cache };
}

/** The folder is looked at once in a process. */
function ownCache(): string | null {
  known ??= { folder: compileCacheFolder() };
  return known.folder;
}

let known: { readonly folder: string | null } | undefined;
