import { closeSync, openSync, readSync } from "node:fs";
import { GalapagosError } from "../core/index.ts";

/** How a file is refused that cannot be read, or has no end. */
export interface ReadRefusal {
  readonly code: string;
  readonly hint: string;
  /** How messages call the file. @defaultValue its path */
  readonly name?: string;
  /** Largest size, MiB. */
  readonly maxMb: number;
}

/**
 * The text of a file that a user names; a pipe will do. Reads no more than is allowed, so that a device
 * without end is refused, too.
 *
 * @param path - absolute
 * @throws GalapagosError of the code that the refusal names
 */
export function readText(path: string, { code, hint, name = path, maxMb }: ReadRefusal): string {
  const limit = maxMb << 20;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const file = openSync(path, "r");
    try {
      for (let read = -1; read !== 0 && size <= limit; size += read) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        read = readSync(file, chunk, 0, CHUNK, null);
        chunks.push(chunk.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new GalapagosError(`${name} cannot be read (${reason})`, { code, hint, cause });
  }
  if (size > limit) {
    throw new GalapagosError(`${name}: expected at most ${maxMb} MiB, got more`, {
      code,
      hint: "make the file smaller",
    });
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Bytes that are read at once. */
const CHUNK = 1 << 16;
