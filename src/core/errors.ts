/** Process exit codes; part of the public command-line contract. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  provider: 3,
  seedFailed: 4,
  targetNotReached: 5,
  interrupted: 130,
} as const;

/** One of the documented exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The parts of a {@link GalapagosError}. */
export interface ErrorDetails {
  /** Stable, machine-readable name, e.g. `problem/invalid`. */
  readonly code: string;
  /** The next thing to type or do. */
  readonly hint?: string;
  /** Exit code the command line ends with. @defaultValue 2 (usage) */
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/**
 * The one error base: the user's set-up is wrong, or the surroundings refuse. The message says what was
 * expected, what came and where; the hint says what to type next. A broken *candidate* is never an exception
 * but a value (see `Evaluation`).
 */
export class GalapagosError extends Error {
  override readonly name = "GalapagosError";
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? EXIT.usage;
  }
}
