import { availableParallelism } from "node:os";
import type { Backend } from "../../src/evaluate/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import type { KeptWorkers } from "../../src/run/index.ts";

/** Islands that most tests have at most. */
const ROOM = 6;

/** By what they are used for at the same time, so that none drives another out. */
const kept = new Map<string, KeptWorkers>();

/** The backends that searches have now, by their problems. */
const searching = new WeakMap<Problem, Backend>();

/**
 * Processes and threads that the runs of all test files of this process use one after the other, because a start
 * costs more than most runs of a test. Nobody has to end them: they end with the process. Champions are verified
 * where their search went on: that a verification has a process of its own is for the tests of the evaluator to say.
 */
export function keptWorkers(keep: () => KeptWorkers): KeptWorkers {
  const keeper = (use: string): KeptWorkers => {
    const workers = kept.get(use) ?? keep();
    kept.set(use, workers);
    return workers;
  };
  const { islandPool, keep: keepPool } = keeper("islands");
  return {
    // with room for the islands of any test, so that one pool of so many threads is enough
    islandPool: (islands, atMost = availableParallelism()) =>
      islandPool(Math.max(islands, ROOM), Math.min(islands, atMost)),
    keep: keepPool,
    async openBackend({ fresh, ...settings }) {
      const search = searching.get(settings.problem);
      if (fresh === true && search !== undefined) return { ...search, close: async () => {} };
      const use = fresh === true ? "verification" : `${settings.lanes} lanes`;
      const backend = await keeper(use).openBackend(settings);
      if (fresh === true) return backend;
      searching.set(settings.problem, backend);
      return { ...backend, close: () => endOf(settings.problem, backend) };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Gives a search's backend back; a verification that comes later has another one. */
function endOf(problem: Problem, backend: Backend): Promise<void> {
  if (searching.get(problem) === backend) searching.delete(problem);
  return backend.close();
}
