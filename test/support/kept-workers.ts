import type { KeptWorkers } from "../../src/run/index.ts";

let kept: KeptWorkers | null = null;

/**
 * Processes and threads that the commands of a test file use one after the other, because a start costs more than
 * most commands. Champions are verified in them, too: that a verification has a process of its own is for the tests
 * of the evaluator to say.
 */
export function keptWorkers(keep: () => KeptWorkers): KeptWorkers {
  kept ??= keep();
  const { openBackend, ...workers } = kept;
  return { ...workers, openBackend: (settings) => openBackend({ ...settings, fresh: false }) };
}

/** Ends them. */
export async function endWorkers(): Promise<void> {
  const workers = kept;
  kept = null;
  await workers?.[Symbol.asyncDispose]();
}
