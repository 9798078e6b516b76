/** The non-zero parts of a WebAssembly memory at one moment. */
export interface MemorySnapshot {
  readonly byteLength: number;
  readonly runs: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
}

/**
 * Saves the page runs of a memory that are not zero: for a fresh QuickJS context about 200 KiB of 32 MiB. The
 * shadow stack is skipped, because no frame is live between calls. The heap grows upwards from there without
 * large gaps, so the search ends soon after it: to look at a page is to make the system provide it, and most
 * of them nobody has used.
 *
 * @param heapFrom - address above which the heap lies, bytes
 */
export function takeSnapshot(memory: WebAssembly.Memory, heapFrom: number): MemorySnapshot {
  const bytes = new Uint8Array(memory.buffer);
  const runs: { offset: number; bytes: Uint8Array }[] = [];
  let first = -1;
  let last = -1;
  const keep = (): void => {
    if (first >= 0) runs.push({ offset: first * PAGE, bytes: bytes.slice(first * PAGE, (last + 1) * PAGE) });
  };
  for (let page = 0; page * PAGE < bytes.length; page++) {
    if (last * PAGE >= heapFrom && page - last > END_GAP) break;
    const zero = ZEROS.compare(bytes, page * PAGE, (page + 1) * PAGE) === 0;
    if (zero) continue;
    if (first >= 0 && page - last > LONGEST_GAP) {
      keep();
      first = page;
    } else if (first < 0) first = page;
    last = page;
  }
  keep();
  return { byteLength: bytes.length, runs };
}

/** Writes a snapshot back in place. The memory must not have grown. */
export function restoreSnapshot(memory: WebAssembly.Memory, snapshot: MemorySnapshot): void {
  const bytes = new Uint8Array(memory.buffer);
  for (const run of snapshot.runs) bytes.set(run.bytes, run.offset);
}

const PAGE = 4096;
const ZEROS = Buffer.alloc(PAGE);
/** All-zero gaps longer than this many pages (the C stack) are left out. */
const LONGEST_GAP = 64;
/** The heap has ended where this many pages in a row are zero. */
const END_GAP = 256;
