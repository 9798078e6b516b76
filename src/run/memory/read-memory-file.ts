import { type MemoryFile, parseMemoryFile } from "../../memory/index.ts";
import { readText } from "../../schema/index.ts";

/**
 * Reads a memory file.
 *
 * @throws GalapagosError `memory/file`
 */
export function readMemoryFile(path: string): MemoryFile {
  const hint = "write one from a run: galapagos memory export --to <file>";
  return parseMemoryFile(readText(path, { code: "memory/file", hint, maxMb: 256 }), path);
}
