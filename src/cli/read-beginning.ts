import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 1 << 16;

/**
 * A file up to a size: a whole file that is no larger, else somewhat more than `mostBytes`. Devices and pipes
 * may never end.
 */
export function readBeginning(path: string, mostBytes: number): Buffer {
  const file = openSync(path, "r");
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length <= mostBytes; ) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = readSync(file, chunk, 0, chunk.length, null);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}
