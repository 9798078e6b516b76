import { isUtf8 } from "node:buffer";
import { GalapagosError, type Json } from "../core/index.ts";
import { readBeginning } from "./read-beginning.ts";
import { NOT_UTF8, readInput } from "./read-program.ts";
import type { Shell } from "./shell.ts";

/**
 * A construction that a person names: a JSON file, or `-` for standard input. Integers that no double holds
 * become texts of their digits, so that nothing is rounded on the way to a verifier.
 *
 * @throws GalapagosError `verify/file`
 */
export async function readConstruction(shell: Shell, path: string): Promise<Json> {
  const bytes = path === "-" ? await readInput(shell.io.stdin, MAX_BYTES) : readFile(shell, path);
  if (bytes.length > MAX_BYTES) throw unreadable(path, `it is larger than ${MAX_BYTES >> 20} MiB`);
  if (!isUtf8(bytes)) throw unreadable(path, NOT_UTF8);
  try {
    return JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""), exactInteger) as Json;
  } catch (error) {
    const why =
      error instanceof RangeError ? "it is nested too deeply" : `it is no JSON: ${(error as Error).message}`;
    throw unreadable(path, why, error);
  }
}

/** Where JavaScript's types do not know yet that a reviver is told the text of a number. */
function exactInteger(
  this: unknown,
  _key: string,
  value: unknown,
  context?: { readonly source?: string },
): unknown {
  const isUnsafe = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isUnsafe && /^-?\d+$/.test(context?.source ?? "") ? context?.source : value;
}

function readFile(shell: Shell, path: string): Buffer {
  try {
    return readBeginning(shell.path(path), MAX_BYTES);
  } catch (error) {
    throw unreadable(path, (error as NodeJS.ErrnoException).code ?? (error as Error).message, error);
  }
}

function unreadable(path: string, why: string, cause?: unknown): GalapagosError {
  return new GalapagosError(`the construction ${path} cannot be read: ${why}`, {
    code: "verify/file",
    hint: "name a JSON file that holds what a program of the problem returns, or - to read it from standard input",
    cause,
  });
}

/** Constructions of a hundred thousand numbers fit. */
const MAX_BYTES = 16 << 20;
