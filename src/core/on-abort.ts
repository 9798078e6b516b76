/** Acts to be done when a signal aborts, by signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Does something once when a signal aborts, unless it is called off before: what it returns calls it off. However many
 * wait for one signal, it has one listener, because a signal goes through all it has whenever another is added. An error
 * that one throws keeps none from being told; the first is thrown after, and nobody catches it, as with any listener.
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
    const errors = [...acts].flatMap((act) => {
      try {
        act();
        return [];
      } catch (error) {
        return [error];
      }
    });
    if (errors.length > 0) throw errors[0];
  };
  signal.addEventListener("abort", abort, { once: true });
  return acts;
}
