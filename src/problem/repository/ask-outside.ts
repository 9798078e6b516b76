import { execFile } from "node:child_process";
import { GalapagosError, type JsonObject } from "../../core/index.ts";
import type { RecordedCall } from "./record-calls.ts";

/** A program of ours around the user's own function, started outside of any sandbox: the function is theirs. */
export interface OutsideProgram {
  readonly program: string;
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The program that runs it, for messages. */
  readonly by: string;
}

/**
 * The outcomes of a list of calls; `null` when that takes too long.
 *
 * @throws GalapagosError `init/function` when the program does not run
 */
export function askOutside(
  { program, words, env, by }: OutsideProgram,
  calls: readonly RecordedCall[],
): Promise<readonly JsonObject[] | null> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LIMIT_MS, maxBuffer: 256 << 20, env: { ...process.env, ...env } };
    const child = execFile(program, [...words], options, (error, stdout, stderr) => {
      if (error === null) return resolve(JSON.parse(stdout) as JsonObject[]);
      if (error.killed) return resolve(null);
      const lines = stderr.trim().split("\n");
      const said = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? error.message;
      const message = `expected the function to run outside of its repository, got: ${said.trim()}`;
      const hint = `it may import what ${by} and the repository's tracked files have`;
      reject(new GalapagosError(message, { code: "init/function", hint }));
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(JSON.stringify(calls));
  });
}

const LIMIT_MS = 20_000;
