import { GalapagosError } from "../core/index.ts";
import { readBeginning } from "./read-beginning.ts";

/** Programs larger than this are no programs. */
const MAX_BYTES = 4 << 20;

/**
 * A program that a person names: a file, or `-` for standard input.
 *
 * @throws GalapagosError `program/file`
 */
export function readProgram(path: string): string {
  try {
    const bytes = readBeginning(path === "-" ? null : path, MAX_BYTES);
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
