import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GalapagosError, type Json, type JsonObject } from "../../core/index.ts";

/** A call of a function, as its tests made it. */
export interface RecordedCall {
  readonly args: readonly Json[];
  readonly kwargs: JsonObject;
}

/**
 * Runs a command that writes down calls, as the recorder of its language does, and reads them. Equal calls are told once.
 *
 * @param command - line of the shell
 * @param recording - environment and working folder, given a folder of its own and the file for the calls
 * @throws GalapagosError `init/tests` when the command fails
 */
export async function recordCalls(
  command: string,
  recording: (
    folder: string,
    calls: string,
  ) => Promise<{ readonly cwd: string; readonly env: NodeJS.ProcessEnv }>,
): Promise<readonly RecordedCall[]> {
  const folder = await mkdtemp(join(tmpdir(), "galapagos-record-"));
  const calls = join(folder, "calls");
  try {
    await writeFile(calls, "");
    const { cwd, env } = await recording(folder, calls);
    const failed = await run(command, cwd, { ...process.env, ...env });
    if (failed !== null) {
      throw new GalapagosError(
        `expected ${JSON.stringify(command)} to pass before anything changes, got: ${failed}`,
        {
          code: "init/tests",
          hint: "mend the tests first, or name others: --test <command>",
        },
      );
    }
    const lines = new Set((await readFile(calls, "utf8")).split("\n").filter((line) => line !== ""));
    return [...lines].map((line) => JSON.parse(line) as RecordedCall);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a line of the shell; the end of what it said where it fails. */
function run(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: LONGEST_MS, maxBuffer: 16 << 20 };
    execFile("/bin/sh", ["-c", command], options, (error, stdout, stderr) => {
      const lines = `${stdout}\n${stderr}`.trim().split("\n");
      const telling = [...new Set(lines.filter((line) => TELLING.test(line)))].slice(0, 3);
      const said = (telling.length > 0 ? telling : lines.slice(-3))
        .map((line) => line.trim())
        .join(" ")
        .slice(0, 300);
      resolve(error === null ? null : said === "" ? error.message : said);
    });
  });
}

/** Lines by which runners of tests say what failed. */
const TELLING = /^\s*(✖ (?!failing)|not ok|FAIL|ERROR:|E {3})|\b\w*Error\b.*:/;
/** Longest run of the tests, milliseconds. */
const LONGEST_MS = 600_000;
