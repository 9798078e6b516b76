import { CommanderError } from "commander";
import { EXIT, GalapagosError } from "../core/index.ts";
import { createProgram } from "./program.ts";
import { failureText } from "./output.ts";

/** The command line's door: runs the command and sets the process's exit code; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  // a reader that went away (`| head`) is not an error of ours
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.done);
    process.stderr.write(`error: the result could not be written to standard output (${error.code})\n`);
    process.exit(EXIT.usage);
  });
  // nor is one of the progress: the work goes on unseen
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // commander has said what is wrong already
    if (!(error instanceof CommanderError)) process.stderr.write(failureText(error));
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  return error instanceof GalapagosError ? error.exitCode : EXIT.bug;
}
