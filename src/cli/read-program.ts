import { closeSync, openSync, readSync } from "node:fs";
import { GalapagosError } from "../core/index.ts";

/** Programs larger than this are no programs. */
const MAX_BYTES = 4 << 20;

/**
 * A program that a person names: a file, or `-` for standard input.
 *
 * @throws GalapagosError `program/file`
 */
export function readProgram(path: string): string {
  try {
    const bytes = readBounded(path);
    if (bytes.length > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES >> 20} MiB`);
    return bytes.toString("utf8");
  } catch (error) {
    throw new GalapagosError(`the program ${path} cannot be read: ${(error as Error).message}`, {
      code: "program/file",
      hint: "name a file that holds the program, or - to read it from standard input",
      cause: error,
    });
  }
}

/** At most one byte more than a program may have: a device or a pipe may never end. */
function readBounded(path: string): Buffer {
  const file = path === "-" ? 0 : openSync(path, "r");
  try {
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(file, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    if (file !== 0) closeSync(file);
  }
}
