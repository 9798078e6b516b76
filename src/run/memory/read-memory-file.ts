import { readFileSync } from "node:fs";
import { GalapagosError } from "../../core/index.ts";
import { type MemoryFile, parseMemoryFile } from "../../memory/index.ts";

/**
 * Reads a memory file.
 *
 * @throws GalapagosError `memory/file`
 */
export function readMemoryFile(path: string): MemoryFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new GalapagosError(`${path} cannot be read: ${(error as Error).message}`, {
      code: "memory/file",
      hint: "write one from a run: galapagos memory export --to <file>",
      cause: error,
    });
  }
  return parseMemoryFile(text, path);
}
