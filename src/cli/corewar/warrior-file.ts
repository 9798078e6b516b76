/** Warriors read from files and folders. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { GalapagosError, given, shippedPath } from "../../core/index.ts";
import {
  type Assembly,
  assemble,
  checkLengths,
  type Entrant,
  formatDiagnostic,
  showDiagnostic,
  type MarsSettings,
  type Warrior,
} from "../../corewar/index.ts";
import { readInput } from "../read-program.ts";
import { readBeginning } from "../read-beginning.ts";
import type { Shell } from "../shell.ts";

/** How warriors' files are read. */
export interface ReadingFlags {
  readonly lenient?: boolean;
  readonly standard?: "94" | "88";
  readonly rounds?: number;
  readonly pSpace?: boolean;
  readonly pmars?: "0.9.2" | "0.9.5";
}

const MOST_BYTES = 8_000_000;

/** Text of a file; a message instead of a crash when it is none or far too large. */
export function readSourceFile(path: string): string {
  const failed = (why: string): GalapagosError =>
    new GalapagosError(`cannot read the warrior ${path}: ${why}`, {
      code: "corewar/file",
      hint: `name a file with Redcode, e.g. ${shippedPath("problems/core-war/warriors/dwarf.red")}`,
    });
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) throw failed("it is a folder");
    if (facts.size > MOST_BYTES) throw failed(`it has ${facts.size} bytes, at most ${MOST_BYTES} are read`);
    // What is no plain file says nothing of its size.
    const bytes = readBeginning(path, MOST_BYTES);
    if (bytes.length > MOST_BYTES) throw failed(`it has more than the ${MOST_BYTES} bytes that are read`);
    return bytes.toString("utf8");
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    throw failed((error as Error).message);
  }
}

/** Text of a warrior that a person names: a file, or `-` for standard input, which is read once. */
export async function readSource(shell: Shell, file: string): Promise<string> {
  return file === "-" ? (await readInput(shell.io.stdin)).toString("utf8") : readSourceFile(shell.path(file));
}

/** Assembles a source. */
export function assembleSource(source: string, settings: MarsSettings, flags: ReadingFlags): Assembly {
  return assemble(source, {
    settings,
    standard: flags.standard ?? "94",
    mode: flags.lenient ? "lenient" : "strict",
    pSpace: flags.pSpace ?? true,
    ...given({ rounds: flags.rounds, pmars: flags.pmars }),
  });
}

/** The error of a file that does not assemble, every fault on a line of its own. */
export function assemblyError(
  path: string,
  source: string,
  assembly: Assembly & { status: "error" },
): GalapagosError {
  const faults = assembly.errors.flatMap((fault) => showDiagnostic(fault, source).split("\n"));
  return new GalapagosError(`${path} does not assemble:\n  ${faults.join("\n  ")}`, {
    code: "corewar/assembly",
    hint: "correct the source, or try --lenient for code that a model wrote",
  });
}

/** The warrior in a file, to fight. @throws GalapagosError when it does not assemble, or has no instructions */
export function readWarrior(path: string, settings: MarsSettings, flags: ReadingFlags): Warrior {
  const warrior = warriorOf(path, readSourceFile(path), settings, flags);
  checkLengths([warrior], settings);
  return warrior;
}

/** The warrior that a source is. @throws GalapagosError when it does not assemble */
export function warriorOf(
  name: string,
  source: string,
  settings: MarsSettings,
  flags: ReadingFlags,
): Warrior {
  const assembly = assembleSource(source, settings, flags);
  if (assembly.status === "error") throw assemblyError(name, source, assembly);
  return assembly.warrior;
}

/**
 * All warriors (`*.red`, `*.rc`) of a folder, by file name. Those that cannot be read or do not assemble are
 * left out and said so.
 *
 * @throws GalapagosError when the folder cannot be read
 */
export function readField(
  shell: Shell,
  folder: string,
  settings: MarsSettings,
  flags: ReadingFlags,
): Entrant[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => /\.(red|rc)$/i.test(name))
      .sort((x, y) => (x.name < y.name ? -1 : 1));
  } catch (error) {
    throw new GalapagosError(`cannot read the folder ${folder}: ${(error as Error).message}`, {
      code: "corewar/folder",
      hint: `name a folder with warriors, e.g. ${shippedPath("problems/core-war/warriors")}`,
    });
  }
  const leftOut = (name: string, why: string): Entrant[] => {
    shell.say(`left out ${name}: ${why}`);
    return [];
  };
  return entries.flatMap((entry) => {
    const { name } = entry;
    // Nobody may ever write to it, and opening it would wait for that.
    if (entry.isFIFO()) return leftOut(name, "it is a pipe");
    try {
      const assembly = assembleSource(readSourceFile(join(folder, name)), settings, flags);
      if (assembly.status === "ok") {
        const { warrior } = assembly;
        return warrior.instructions.length > 0
          ? [{ id: name, warrior }]
          : leftOut(name, "it has no instructions");
      }
      const [fault] = assembly.errors;
      return leftOut(name, fault === undefined ? "it does not assemble" : formatDiagnostic(fault));
    } catch (error) {
      if (error instanceof GalapagosError) return leftOut(name, error.message);
      throw error;
    }
  });
}
