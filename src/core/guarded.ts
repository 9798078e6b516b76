/**
 * A guard around a person's own code in a thread of the toolkit: `process.exit` throws where it is called, so
 * that whoever wrote it hears of it, and what is printed is kept.
 *
 * @param keep - gets what the code writes to standard output and standard error
 */
export async function guarded<T>(keep: (text: string) => void, code: () => T | Promise<T>): Promise<T> {
  const release = guard(keep);
  try {
    return await code();
  } finally {
    release();
  }
}

/** The same around code that is done when it returns. */
export function guardedNow<T>(keep: (text: string) => void, code: () => T): T {
  const release = guard(keep);
  try {
    return code();
  } finally {
    release();
  }
}

function guard(keep: (text: string) => void): () => void {
  const { exit } = process;
  const streams = [process.stdout, process.stderr] as const;
  const writes = streams.map((stream) => stream.write);
  process.exit = (status) => {
    throw new Error(`process.exit(${status ?? ""}) was called: return a result, or throw, instead`);
  };
  for (const stream of streams) stream.write = keeping(keep);
  return () => {
    process.exit = exit;
    for (const [i, stream] of streams.entries()) stream.write = writes[i] as typeof stream.write;
  };
}

/** A stream's `write` that hands on what it gets and is always done at once. */
function keeping(keep: (text: string) => void): typeof process.stdout.write {
  return (chunk: Uint8Array | string, encoding?: unknown, done?: unknown): boolean => {
    keep(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") callback();
    return true;
  };
}
