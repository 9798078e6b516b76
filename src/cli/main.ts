import { CommanderError } from "commander";
import { EXIT, GalapagosError } from "../core/index.ts";
import type { Io } from "./io.ts";
import { failureData, failureText } from "./failure-text.ts";
import { ofForeignCode } from "./foreign-error.ts";
import { createProgram } from "./program.ts";
import { Shell } from "./shell.ts";
import { ofTheSystem } from "./system-error.ts";

/**
 * The command line's door: runs a command in its surroundings; never throws.
 *
 * @param words - as they were typed, without the name of the program
 * @returns the exit code
 */
export async function main(words: readonly string[], io: Io): Promise<number> {
  const shell = new Shell(io);
  try {
    const program = await createProgram(shell, words);
    await program.parseAsync(words, { from: "user" });
    return shell.exitCode;
  } catch (thrown) {
    const error = ofTheSystem(thrown) ?? ofForeignCode(thrown) ?? thrown;
    // commander has said what is wrong already
    if (!(error instanceof CommanderError)) io.stderr.write(failureText(error, shell.paintAside));
    const exitCode = exitCodeOf(error);
    // help and versions are no failures
    const isFailure = exitCode !== EXIT.done;
    if (isFailure && words.includes("--json") && !shell.hasPrinted)
      shell.printJson(failureData(error, exitCode, shell.usageHint));
    return exitCode;
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  return error instanceof GalapagosError ? error.exitCode : EXIT.bug;
}
