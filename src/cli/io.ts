import type { KeptWorkers } from "../run/index.ts";

/** An end of the command line that text is written to; a terminal says so, and how large it is. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Columns of the terminal; 0 or absent where nobody knows. */
  readonly columns?: number;
  readonly rows?: number;
  hasColors?(): boolean;
}

/**
 * The surroundings that a command runs in: `bin/galapagos.js` binds them to the process, tests to strings.
 */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Opened when it is first asked for. */
  readonly stdin: NodeJS.ReadStream;
  /** Absolute path of the folder in which paths begin. */
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Processes and threads for several commands of one process; absent, each command has its own. */
  readonly workers?: KeptWorkers;
  /** Calls back for every signal of these kinds until the returned function is called. */
  onSignal(signals: readonly NodeJS.Signals[], listener: () => void): () => void;
  /** Leaves at once, whatever is going on. */
  exit(code: number): void;
  /** When the command began, milliseconds of `performance.now`. @defaultValue when it is looked at first */
  readonly begunMs?: number;
}
