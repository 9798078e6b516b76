import type { SandboxLevel } from "../../core/index.ts";
import type { Contract } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { Sandbox } from "./sandbox.ts";

/** Times that suit the engine of a sandbox, milliseconds. */
export interface SandboxTimes {
  /** A batch of candidates should take about this long, so that lanes stay balanced and canaries are few. */
  readonly batch: number;
  /**
   * A candidate gets this long after its deadline to be stopped from inside; kinds that kill a process may
   * have to start one first.
   */
  readonly grace: number;
  /** Verdicts wait at most about this long for their canary. */
  readonly hold: number;
}

/** Answer to the question whether a kind of sandbox works on this machine. */
export interface Availability {
  readonly available: boolean;
  /** The engine and what contains it, or why the kind is not available. */
  readonly detail: string;
  /** A command to type that makes it available, or better; empty where there is nothing to do. */
  readonly hint: string;
}

/** The user's machine and permissions. */
export interface MachineOptions {
  /** Let commands run where bubblewrap is missing. */
  readonly unsafe: boolean;
  /** Folders in which programs are looked for, as PATH lists them. */
  readonly searchPath: string;
}

/** The findings of a kind, made once in the evaluator process, for the threads that open its sandboxes. */
export interface Prepared<Setup> {
  /** Plain data. */
  readonly setup: Setup;
  /** Words for people on the containment that was obtained. */
  readonly warnings: readonly string[];
}

/** A kind of sandbox: an engine that runs candidates, and all that the toolkit knows of it. */
export interface SandboxKind<Setup = unknown> {
  /** Engine, as `problem.json` says it. */
  readonly engine: string;
  /** How it calls a program. */
  readonly contract: Contract;
  /** Level of containment; see docs/security.md. */
  readonly level: SandboxLevel;
  /** For people. */
  readonly title: string;
  readonly times: SandboxTimes;
  /**
   * True where one candidate could damage what runs the next, so that a program with a known answer must show
   * that it did not.
   */
  readonly needsCanary: boolean;
  /** True for a kind that a machine may well lack: only problems that ask for it need it. @defaultValue false */
  readonly isExtra?: boolean;
  /** Tries the kind for real. */
  probe(searchPath: string): Promise<Availability>;
  /**
   * Makes ready for a problem. Throws `evaluate/level`, with a hint, where it cannot: there is no silent step
   * down.
   */
  prepare(options: MachineOptions): Promise<Prepared<Setup>>;
  open(problem: Problem, setup: Setup): Promise<Sandbox>;
}
