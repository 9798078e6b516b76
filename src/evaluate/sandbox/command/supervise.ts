import type { ChildProcess } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { type Failure, failure } from "../../failures.ts";
import { endTree } from "../end-tree.ts";
import { endProcess, processTree } from "../process-tree.ts";
import type { SandboxRun } from "../sandbox.ts";
import type { Containment } from "./memory-in-use.ts";
import type { ProcessLimits } from "./resource-limits.ts";
import { isEnclosed, ranOutOfMemory } from "./enclose.ts";
import { reasonOf } from "./last-words.ts";
import { watch } from "./watch.ts";

/** A child's pipes, with errors silenced: a killed process closes them at any moment. */
export function pipesOf(child: ChildProcess): readonly (Duplex | null | undefined)[] {
  const pipes = child.stdio as readonly (Duplex | null | undefined)[];
  for (const pipe of pipes) pipe?.on("error", () => {});
  return pipes;
}

/** Standard output of a process that ended well and the time it took, or why there is none. */
export type SupervisedRun =
  | { readonly status: "ok"; readonly output: Buffer; readonly ms: number }
  | (Failure & { readonly lastWords: string });

/** The answer of a program that was a process: its output as text, without the blanks around it. */
export function answerOf(outcome: SupervisedRun): SandboxRun {
  if (outcome.status === "ok")
    return { status: "ok", text: outcome.output.toString("utf8").trim(), ms: outcome.ms };
  const { lastWords: _lastWords, ...why } = outcome;
  return why;
}

/** Further facts about a process. */
interface SupervisionOptions {
  /** Paths of the candidate's files inside, whose lines a failure names. @defaultValue [] */
  readonly program?: readonly string[];
  /** The pipe on which its output comes. @defaultValue standard output, which otherwise is words */
  readonly answers?: Readable | null;
}

/** Feeds one process and waits for its end under the deadline, the memory bound and the output bound. */
export function supervise(
  child: ChildProcess,
  input: string,
  limits: ProcessLimits,
  containment: Containment,
  { program = [], answers = child.stdout }: SupervisionOptions = {},
): Promise<SupervisedRun> {
  const detached = containment.tmpBytes === null;
  const started = performance.now();
  let ended: Failure | null = null;
  const end = (why: Failure): void => {
    ended ??= why;
    killAll(child, detached);
  };
  const said = collect(child, answers, limits, end);
  const pids = (): number[] => processTree(child.pid ?? 0);
  const watching = watch({ pids, limits, containment, isEnclosed: isEnclosed(child), end });
  return new Promise((resolve) => {
    let spawnError = "";
    child.once("error", (error) => {
      spawnError = error.message;
      finish(null, null);
    });
    child.once("close", finish);
    child.stdin?.end(input);

    function finish(code: number | null, signal: NodeJS.Signals | null): void {
      watching.stop();
      // A process that escaped its parent must not outlive it either.
      if (detached) killAll(child, true);
      const lastWords = said.lastWords();
      const failed = (why: Failure): void => resolve({ ...why, lastWords });
      if (ended) failed(ended);
      else if (ranOutOfMemory(child))
        failed(failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb)`));
      else if (spawnError) failed(failure("error", "exit", `the command does not start: ${spawnError}`));
      else if (code === 0) {
        resolve({ status: "ok", output: Buffer.concat(said.output), ms: performance.now() - started });
      } else failed(exitFailure({ code, signal, lastWords, program }, limits));
    }
  });
}

/** Collects what a process answers, within its bound, and the end of what it says besides. */
function collect(
  child: ChildProcess,
  answers: Readable | null,
  { outputKb }: ProcessLimits,
  end: (why: Failure) => void,
) {
  const output: Buffer[] = [];
  let size = 0;
  let lastWords = "";
  pipesOf(child);
  answers?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    const where = answers === child.stdout ? "on standard output" : "in the verdict";
    if (size > outputKb * 1024) end(failure("output", "size", `more than ${outputKb} KiB ${where}`));
    else output.push(chunk);
  });
  for (const words of [child.stdout, child.stderr]) {
    if (words === answers) continue;
    words?.on("data", (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString("utf8")).slice(-LAST_WORDS);
    });
  }
  return { output, lastWords: () => lastWords };
}

/** How a command ended by itself. */
interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of its standard error. */
  readonly lastWords: string;
  /** Paths of the candidate's files, as the command knew them. */
  readonly program: readonly string[];
}

/** Why a command that ended by itself did not answer. */
export function exitFailure(
  { code, signal, lastWords, program }: Exit,
  limits: Pick<ProcessLimits, "memoryMb">,
): Failure {
  const said = reasonOf(lastWords, program);
  if (/MemoryError|out of memory|bad_alloc|cannot allocate memory/i.test(lastWords)) {
    return failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb): ${said}`);
  }
  if (signal === "SIGXCPU" || code === 152)
    return failure("timeout", "cpu", "the command used up its CPU time");
  return failure("error", "exit", `the command ended with ${signal ?? `exit code ${code}`}: ${said}`);
}

/**
 * Ends a command with all that it started, and with its process group where it has one. While bubblewrap starts, its inner process does
 * not yet die with the outer one: left alone it would hold the command's pipes, some for as long as the machine runs.
 */
export function killAll(child: ChildProcess, detached: boolean): void {
  if (child.pid === undefined) return;
  endTree(child);
  if (detached) endProcess(-child.pid);
}

/** Characters of standard error that are kept for the message. */
const LAST_WORDS = 8192;
