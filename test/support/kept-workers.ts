import type { KeptWorkers } from "../../src/run/index.ts";

/** Those of the search, and those in which champions are verified at the same time. */
let kept: readonly [search: KeptWorkers, verification: KeptWorkers] | null = null;

/**
 * Processes and threads that the runs of all test files of this process use one after the other, because a start
 * costs more than most runs of a test. Nobody has to end them: they end with the process. Champions are verified
 * in them, too: that a verification has a process of its own is for the tests of the evaluator to say.
 */
export function keptWorkers(keep: () => KeptWorkers): KeptWorkers {
  kept ??= [keep(), keep()];
  const [search, verification] = kept;
  return {
    ...search,
    openBackend: (settings) =>
      settings.fresh === true
        ? verification.openBackend({ ...settings, fresh: false })
        : search.openBackend(settings),
    [Symbol.asyncDispose]: async () => {},
  };
}
