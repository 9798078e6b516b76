import { isUtf8 } from "node:buffer";
import { GalapagosError } from "../core/index.ts";
import { readBeginning } from "./read-beginning.ts";
import type { Shell } from "./shell.ts";

/**
 * A program that a person names: a file, or `-` for standard input.
 *
 * @throws GalapagosError `program/file`
 */
export async function readProgram(shell: Shell, path: string): Promise<string> {
  try {
    const bytes = path === "-" ? await readInput(shell.io.stdin) : readBeginning(shell.path(path), MAX_BYTES);
    if (bytes.length > MAX_BYTES) throw unreadable(path, `it is larger than ${MAX_BYTES >> 20} MiB`);
    // warriors of the nineties are in Latin-1, and only their comments suffer
    if (!isUtf8(bytes) && bytes.includes(0)) throw unreadable(path, NOT_UTF8);
    return bytes.toString("utf8");
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    throw unreadable(path, (error as NodeJS.ErrnoException).code ?? (error as Error).message, error);
  }
}

function unreadable(path: string, why: string, cause?: unknown): GalapagosError {
  return new GalapagosError(`the program ${path} cannot be read: ${why}`, {
    code: "program/file",
    hint: "name a file that holds the program, or - to read it from standard input",
    cause,
  });
}

/** Everything on standard input, or somewhat more than it may hold: what feeds it may never end. */
export async function readInput(
  stdin: AsyncIterable<Buffer | string>,
  maxBytes = MAX_BYTES,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks);
}

/** Why a text is not taken whose bytes would be replaced unseen. */
export const NOT_UTF8 = "its bytes are not UTF-8; save it as UTF-8";

/** Programs larger than this are no programs. */
const MAX_BYTES = 4 << 20;
