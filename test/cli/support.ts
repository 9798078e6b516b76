import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { given } from "../../src/core/index.ts";
import { keepWorkers } from "../../src/run/index.ts";
import { keptWorkers } from "../support/kept-workers.ts";

export const BIN = fileURLToPath(new URL("../../bin/galapagos.js", import.meta.url));

/** A small problem that takes milliseconds to evaluate. */
export const SLOPE = fileURLToPath(new URL("../run/problems/slope", import.meta.url));

/** A copy of the small problem whose scorer takes its time, so that a run of it mostly waits. */
export function calmProblem(folder: string, scorerMs: number): string {
  cpSync(SLOPE, folder, { recursive: true });
  const result = "{ score: 1, features: { mean: 1, rise: 1 } }";
  const scorer = `export default () => new Promise((tell) => setTimeout(tell, ${scorerMs}, ${result}));\n`;
  writeFileSync(join(folder, "evaluator.js"), scorer);
  return folder;
}

/** A started command line. */
export interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
}

/** A command line that ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the real program in a folder of its own; another installation's where `bin` names one, and as another user where `uid` does. */
export function start(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string; bin?: string; uid?: number } = {},
): Started {
  const child = spawn(process.execPath, [options.bin ?? BIN, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    ...given({ uid: options.uid, gid: options.uid }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Starts the real program and waits for its end. */
export function started(args: readonly string[], options: Parameters<typeof start>[1] = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** How a command is run in this process. */
interface InProcess {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** With evaluators and threads of its own, as from a shell, in place of those of the file's earlier commands. */
  readonly alone?: boolean;
}

/** What a command run in this process is given, and what it wrote. */
export interface Surroundings extends Io {
  readonly written: () => Omit<Ended, "code">;
}

/** Surroundings that keep what is written; nothing is a terminal, and no signal ever comes. */
export function surroundings(options: InProcess = {}): Surroundings {
  let stdout = "";
  let stderr = "";
  return {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    stdin: Readable.from([Buffer.from(options.input ?? "")]) as NodeJS.ReadStream,
    cwd: options.cwd ?? tmpdir(),
    env: { ...process.env, ...options.env },
    ...(options.alone !== true && { workers: keptWorkers(keepWorkers) }),
    onSignal: () => () => {},
    exit(code) {
      throw new Error(`the command wants to leave with ${code}`);
    },
    written: () => ({ stdout, stderr }),
  };
}

/** Runs a command in this process to its end; keys of models come from this process's environment alone. */
export async function galapagos(args: readonly string[], options: InProcess = {}): Promise<Ended> {
  const io = surroundings(options);
  const code = await main(args, io);
  return { code, ...io.written() };
}

/** Every process below this one, by the kernel's word (Linux). */
export function descendants(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== null) parents.set(Number(name), parent);
  }
  const found = [pid];
  for (const at of found) for (const [child, parent] of parents) if (parent === at) found.push(child);
  return found.slice(1);
}

/** True while the process is there and is not just waiting to be buried. */
export function isAlive(pid: number): boolean {
  return parentOf(pid) !== null;
}

function parentOf(pid: number): number | null {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state === "Z" || state === "X" ? null : Number(parent);
  } catch {
    return null;
  }
}

/** Text with what differs from machine to machine taken out. */
export function plain(text: string, folders: readonly string[] = []): string {
  return (
    folders
      .reduce((shown, folder, i) => shown.replaceAll(folder, `<folder${i === 0 ? "" : i + 1}>`), text)
      .replaceAll(fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, ""), "<checkout>")
      .replace(/sha256:[0-9a-f]{64}/g, "sha256:…")
      // what took long, on a busy machine only
      .replace(/^… .* so far\)\n/gm, "")
      // what grows with the project
      .replace(/^(hint: settings and their groups:) .*$/gm, "$1 …")
      .replace(/(; there are:) .*$/gm, "$1 …")
  );
}
