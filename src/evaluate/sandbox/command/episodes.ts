import type { ChildProcess } from "node:child_process";
import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { cpuMs, isBusy, PATIENCE, processTree } from "../process-tree.ts";
import type { Episodes, Realm, SandboxRun } from "../sandbox.ts";
import { type Containment, memoryFault } from "./memory-in-use.ts";
import { exitFailure, killAll, pipesOf } from "./supervise.ts";

/** The parts of a sandbox of commands that policies need. */
export interface EpisodeParts {
  /** Starts a program's process, or says why it cannot run. */
  readonly start: (code: string, seed: number) => Promise<ChildProcess | Failure>;
  /** Path of a program's file inside. */
  readonly program: readonly string[];
  readonly limits: Limits;
  readonly containment: () => Containment;
}

/**
 * Policies at level 3: a process for each realm that is open, which reads a list of calls a line and answers a line each. Bounded
 * over the episode are its processor time, its memory and what it says; and the clock while an answer is awaited.
 */
export function createCommandEpisodes(parts: EpisodeParts): Episodes & { close(): void } {
  const open = new Set<Process>();
  return {
    atOnce: AT_ONCE,
    async open({ code }, seed) {
      const started = await parts.start(code, seed);
      if ("status" in started) return failedRealm(started);
      const process = new Process(started, parts);
      open.add(process);
      return {
        send: (calls) => process.ask(calls),
        async end() {
          open.delete(process);
          return process.end();
        },
      };
    },
    close() {
      for (const process of open) process.kill();
    },
  };
}

function failedRealm(why: Failure): Realm {
  return { send: () => why, end: async () => why };
}

/** The process of one realm. */
class Process {
  private readonly child: ChildProcess;
  private readonly parts: EpisodeParts;
  private readonly watching: NodeJS.Timeout;
  private text = "";
  private spoken = 0;
  private lastWords = "";
  private askedMs: number | null = null;
  private spentMs = 0;
  private ended: Failure | null = null;
  private answered: ((run: SandboxRun) => void) | null = null;

  constructor(child: ChildProcess, parts: EpisodeParts) {
    this.child = child;
    this.parts = parts;
    pipesOf(child);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => this.hear(text));
    child.stderr?.on("data", (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString("utf8")).slice(-LAST_WORDS);
    });
    child.once("error", (error) =>
      this.stop(failure("error", "exit", `the command does not start: ${error.message}`)),
    );
    child.once("close", (code, signal) => {
      const early = failure("error", "exit", "the command ended before the episode did");
      this.stop(
        code === 0
          ? early
          : exitFailure({ code, signal, lastWords: this.lastWords, program: parts.program }, parts.limits),
      );
    });
    this.watching = setInterval(() => this.look(), WATCH_MS);
  }

  /** Sends a list of calls and waits for the line that answers it. */
  ask(calls: string): Promise<SandboxRun> {
    if (this.ended !== null) return Promise.resolve(this.ended);
    this.askedMs = performance.now();
    this.child.stdin?.write(`${calls}\n`);
    return new Promise((resolve) => {
      this.answered = resolve;
      this.read();
    });
  }

  end(): SandboxRun {
    const run = this.ended ?? ({ status: "ok", text: "null" } as const);
    const ms = Math.max(this.spentMs, cpuMs(processTree(this.child.pid ?? 0)));
    this.kill();
    return { ...run, ms };
  }

  kill(): void {
    clearInterval(this.watching);
    killAll(this.child, this.parts.containment().tmpBytes === null);
  }

  private hear(text: string): void {
    const { outputKb } = this.parts.limits;
    this.spoken += text.length;
    this.text += text;
    if (this.spoken > outputKb * 1024)
      this.stop(failure("output", "size", `more than ${outputKb} KiB on standard output in one episode`));
    else this.read();
  }

  /** Answers whoever waits, once there is a line. */
  private read(): void {
    const end = this.text.indexOf("\n");
    if (this.answered === null || end < 0) return;
    const line = this.text.slice(0, end);
    this.text = this.text.slice(end + 1);
    this.settle({ status: "ok", text: line.trim() });
  }

  private settle(run: SandboxRun): void {
    if (this.askedMs !== null) this.spentMs += performance.now() - this.askedMs;
    this.askedMs = null;
    const { answered } = this;
    this.answered = null;
    answered?.(run);
  }

  private stop(why: Failure): void {
    this.ended ??= why;
    this.kill();
    this.settle(this.ended);
  }

  private look(): void {
    const { limits, containment } = this.parts;
    const tree = processTree(this.child.pid ?? 0);
    const busyMs = cpuMs(tree);
    const silentMs = this.askedMs === null ? 0 : performance.now() - this.askedMs;
    const fault = memoryFault(tree, containment(), limits.memoryMb);
    if (fault !== null) this.stop(fault);
    else if (
      busyMs > limits.deadlineMs ||
      silentMs > (isBusy(busyMs, limits) ? 1 : PATIENCE) * limits.deadlineMs
    )
      this.stop(
        failure(
          "timeout",
          isBusy(busyMs, limits) ? "cpu" : "wall",
          `the policy was still running after ${limits.deadlineMs} ms of its episode (limits.deadlineMs)`,
        ),
      );
  }
}

/** Episodes that are under way together: while one process computes, the others are asked. */
const AT_ONCE = 8;
/** How often a process is looked at, milliseconds. */
const WATCH_MS = 20;
/** Characters of standard error that are kept for the message. */
const LAST_WORDS = 8192;
