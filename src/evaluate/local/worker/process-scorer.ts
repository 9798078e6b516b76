import { type ChildProcess, spawn } from "node:child_process";
import { setImmediate as soon } from "node:timers/promises";
import type { Duplex } from "node:stream";
import type { ScorerContext } from "../../../problem/index.ts";
import type { Json } from "../../../core/index.ts";
import { failure } from "../../failures.ts";
import { DIES_WITH_US } from "../../sandbox/orphan-guard.ts";
import { ScorerFailure } from "./scorer-failure.ts";

/** How a scorer that is a process is started. */
export interface ScorerStart {
  /** Command line, seen from the folder. */
  readonly command: readonly string[];
  /** Absolute path of the problem's folder, in which it works. */
  readonly folder: string;
  readonly environment: { readonly [name: string]: string };
  /** Longest call, milliseconds. */
  readonly scorerMs: number;
  /** Gets what it prints. */
  readonly keep: (text: string) => void;
}

/** A scorer in a process of its own: the user's trusted code, kept alive from one candidate to the next. */
export interface ProcessScorer {
  /** Throws a `ScorerFailure` for a call that gave nothing; the next call then has a new process. */
  call(outputs: readonly Json[], context: ScorerContext): Promise<unknown>;
  close(): void;
}

/** One line that a scorer writes: it is ready, it failed, or a result. */
type Line = { readonly [name: string]: unknown };

/**
 * Starts a scorer and waits until it is ready. It gets a request a line on standard input, `{"outputs", "inputs",
 * "seed", "timing"?}`, and writes a line for each on descriptor 3; before the first `{"ready": true}`. Throws a
 * `ScorerFailure` when it does not come up.
 */
export async function startScorer(start: ScorerStart): Promise<ProcessScorer> {
  let running: Running | null = await Running.start(start);
  return {
    async call(outputs, context) {
      running ??= await Running.start(start);
      try {
        const line = await running.ask({ outputs, ...context });
        if (typeof line.error === "string") throw threw(`the scorer threw: ${line.error}`);
        return withNumbers(line);
      } catch (error) {
        if (!running.isAlive) running = null;
        throw error;
      }
    },
    close: () => running?.end(),
  };
}

/** A process that is ready for requests. */
class Running {
  private readonly child: ChildProcess;
  private readonly start: ScorerStart;
  private buffer = "";
  private lastWords = "";
  private readonly lines: string[] = [];
  private wake: () => void = () => {};
  private ending: string | null = null;

  private constructor(start: ScorerStart) {
    this.start = start;
    const { folder, environment, keep } = start;
    const [program = "", ...words] = [...DIES_WITH_US, ...start.command];
    this.child = spawn(program, words, {
      cwd: folder,
      env: environment,
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    const end = (reason: string): void => {
      this.ending ??= reason;
      this.wake();
    };
    this.child.on("error", (error) => end(`it does not start: ${error.message}`));
    this.child.once("close", (code, signal) => end(`it ended with ${signal ?? `exit code ${code}`}`));
    const [stdin, stdout, stderr, answers] = this.child.stdio as readonly (Duplex | undefined)[];
    for (const pipe of [stdin, stdout, stderr, answers]) pipe?.on("error", () => {});
    for (const pipe of [stdout, stderr]) {
      pipe?.setEncoding("utf8").on("data", (text: string) => {
        this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
        keep(text);
      });
    }
    answers?.setEncoding("utf8").on("data", (text: string) => this.hear(text));
  }

  /** Starts a process and waits for its first line, which says that it is ready. */
  static async start(start: ScorerStart): Promise<Running> {
    const running = new Running(start);
    const line = await running.next(Math.max(LOAD_MS, start.scorerMs));
    if (line.ready === true) return running;
    running.end();
    const said = typeof line.error === "string" ? line.error : JSON.stringify(line).slice(0, 200);
    throw threw(
      typeof line.error === "string" ? said : `expected {"ready": true} as its first line, got ${said}`,
    );
  }

  get isAlive(): boolean {
    return this.ending === null;
  }

  /** Sends a request and waits for its answer. */
  async ask(request: object): Promise<Line> {
    this.lastWords = "";
    this.child.stdin?.write(`${JSON.stringify(request)}\n`);
    const line = await this.next(this.start.scorerMs);
    // what it printed before it answered is there by now
    await soon();
    return line;
  }

  end(): void {
    this.ending ??= "it was ended";
    this.child.kill("SIGKILL");
  }

  private hear(text: string): void {
    this.buffer += text;
    if (this.buffer.length > LONGEST_LINE) {
      this.end();
      return;
    }
    for (let end = this.buffer.indexOf("\n"); end >= 0; end = this.buffer.indexOf("\n")) {
      this.lines.push(this.buffer.slice(0, end));
      this.buffer = this.buffer.slice(end + 1);
    }
    this.wake();
  }

  /** The next line; throws a `ScorerFailure` when none comes in time, or none that is a JSON object. */
  private async next(mostMs: number): Promise<Line> {
    let isLate = false;
    using _late = setTimeout(() => {
      isLate = true;
      this.wake();
    }, mostMs);
    while (this.lines.length === 0 && this.ending === null && !isLate) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const text = this.lines.shift();
    if (text !== undefined) return this.parse(text);
    if (this.ending !== null) throw threw(`the scorer's process is gone: ${this.ending}${this.quoted()}`);
    this.end();
    const said = `the scorer was still running after ${mostMs} ms (limits.scorerMs)`;
    throw new ScorerFailure(failure("timeout", "scorer-wall", said));
  }

  private parse(text: string): Line {
    try {
      const line: unknown = JSON.parse(text);
      if (line !== null && typeof line === "object" && !Array.isArray(line)) return line as Line;
    } catch {
      // told below
    }
    this.end();
    const shown = JSON.stringify(text.slice(0, 120));
    throw threw(`expected one JSON object a line on descriptor 3, got ${shown}`);
  }

  private quoted(): string {
    const words = this.lastWords.trim().split("\n").slice(-3).join(" ");
    return words === "" ? "" : `: ${words}`;
  }
}

function threw(message: string): ScorerFailure {
  return new ScorerFailure(failure("error", "scorer", message));
}

/** A result in which numbers that JSON has not are numbers again: scorers write them as words. */
function withNumbers(line: Line): Line {
  const result: { [name: string]: unknown } = { ...line, score: asNumber(line.score) };
  for (const name of ["metrics", "privateMetrics", "features"]) {
    const values = line[name];
    if (values === null || typeof values !== "object") continue;
    result[name] = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, asNumber(value)]));
  }
  return result;
}

function asNumber(value: unknown): unknown {
  return typeof value === "string" && ODD_NUMBERS.has(value) ? Number(value) : value;
}

const ODD_NUMBERS = new Set(["NaN", "Infinity", "-Infinity"]);
/** A scorer may always take this long to start, milliseconds: large libraries do. */
const LOAD_MS = 60_000;
/** Longest answer of a scorer, characters. */
const LONGEST_LINE = 16 << 20;
/** Characters that are kept of what it printed, for the message of its end. */
const LAST_WORDS = 2000;
