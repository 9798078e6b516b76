/** What is to be done when a signal aborts, by signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Does something once when a signal aborts, unless it is called off before: what it returns calls it off. However many
 * wait for one signal, it has one listener, because a signal goes through all it has whenever another is added.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = waiting.get(signal) ?? listenTo(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  waiting.set(signal, acts);
  const abort = (): void => {
    waiting.delete(signal);
    for (const act of [...acts]) act();
  };
  signal.addEventListener("abort", abort, { once: true });
  return acts;
}
