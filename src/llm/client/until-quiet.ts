/**
 * The items of an iteration; once it is complete it ends with them, or after some seconds in which nothing comes: servers that leave a
 * connection open behind the last event.
 *
 * @param isComplete - whether nothing that matters can follow
 */
export async function* untilQuiet<T>(items: AsyncIterable<T>, isComplete: () => boolean): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const next = iterator.next();
    const result = isComplete() ? await Promise.race([next, quiet()]) : await next;
    if (result === null) {
      next.catch(() => {});
      return;
    }
    if (result.done) return;
    yield result.value;
  }
}

/** Time that the counts of tokens may take behind the last word, milliseconds. */
const GRACE_MS = 2000;

function quiet(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), GRACE_MS).unref());
}
