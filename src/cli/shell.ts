import { relative, resolve } from "node:path";
import { EXIT, type Paint, paintFor, printable, printableJson, shellWord } from "../core/index.ts";
import type { Io } from "./io.ts";

/** The command line's side of a command: where results and words go, where paths begin, how it ends. */
export class Shell {
  readonly io: Io;
  /** The command's exit code, unless it throws. */
  exitCode: number = EXIT.done;

  /** Colours of standard output. */
  readonly paint: Paint;
  /** Colours of standard error. */
  readonly paintAside: Paint;
  /** When the command began, milliseconds of `performance.now`: budgets of time count from then. */
  readonly begunMs: number;
  /** True once a result was written. */
  hasPrinted = false;
  /** The words that belong where others were typed, once a command line was refused. */
  usageHint: string | null = null;

  constructor(io: Io) {
    this.io = io;
    this.begunMs = io.begunMs ?? performance.now();
    this.paint = paintFor(io.stdout, io.env);
    this.paintAside = paintFor(io.stderr, io.env);
  }

  /** Writes a result to standard output, ending in a line break. */
  print(text: string): void {
    this.hasPrinted = true;
    const shown = text.replace(BETWEEN_COLOURS, (words) => printable(words));
    this.io.stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`);
  }

  /**
   * Writes a program that somebody else wrote: to a file or a pipe byte for byte, to a terminal so that
   * nothing in it can drive it.
   */
  printProgram(source: string): void {
    if (this.io.stdout.isTTY) this.print(printable(source));
    else this.io.stdout.write(source);
  }

  /** Writes a JSON result to standard output: alone there, so that a pipe can read it. */
  printJson(value: unknown): void {
    this.print(printableJson(JSON.stringify(value, null, 2)));
  }

  /** Says something to the person at the terminal, on standard error. */
  say(text: string): void {
    const shown = printable(text).replace(/^warning:/, (word) => this.paintAside("warning", word));
    this.io.stderr.write(`${shown}\n`);
  }

  /** Absolute path of what a person typed. */
  path(typed: string): string {
    return resolve(this.io.cwd, typed);
  }

  /** A path as the person would type it here. */
  shown(path: string): string {
    return relative(this.io.cwd, path) || path;
  }

  /** A path as a word of a command to type here. */
  word(path: string): string {
    return shellWord(this.shown(path));
  }

  /**
   * Runs something that can be drained: the first Ctrl-C (or SIGTERM) aborts its signal, so that what is in
   * flight is recorded; the second leaves at once.
   */
  async drained<T>(note: (text: string) => void, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const release = this.io.onSignal(["SIGINT", "SIGTERM"], () => {
      if (abort.signal.aborted) {
        this.say("leaving at once");
        return this.io.exit(EXIT.interrupted);
      }
      abort.abort();
      note("stopping: recording what is in flight (Ctrl-C again leaves at once; nothing recorded is lost)");
    });
    try {
      return await run(abort.signal);
    } finally {
      release();
    }
  }
}

/** Stretches of text around the escapes that set colours, which are all that a report may send to a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what is looked for
const BETWEEN_COLOURS = /(?:(?!\u001b\[[\d;]{0,20}m).)+/gs;
