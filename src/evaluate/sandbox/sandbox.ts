import type { SandboxLevel } from "../../core/index.ts";
import type { Failure } from "../failures.ts";

/** A program, made ready for a realm: types stripped, module or classic script decided. */
export interface PreparedProgram {
  readonly code: string;
  /** ES module (its export is called) or classic script (its global function is called). */
  readonly kind: "module" | "script";
  readonly entryPoint: string;
}

/** The result of one call of a candidate: JSON text that is not trusted yet, or why there is none. */
export type SandboxRun = ({ readonly status: "ok"; readonly text: string } | Failure) & {
  /** Deterministic execution units used, where the engine counts them. */
  readonly fuel?: number;
  /**
   * Time of loading and calling the program, measured outside its realm, milliseconds: of the processor where
   * it runs on one thread that cannot sleep (levels 1 and 2), so that a busy machine matters less; of the
   * clock for commands.
   */
  readonly ms?: number;
};

/** Times of two programs that ran by turns, milliseconds of the processor. */
export interface RaceTimes {
  readonly childMs: number;
  readonly rivalMs: number;
  /** Times beside their calls, by which they took longer than a program that does nothing; negative by chance. */
  readonly aside: { readonly childMs: number; readonly rivalMs: number };
}

/** A program's answer beside another's, or why there is none; `isRival`: the other one is to blame. */
export type RaceRun =
  | ({ readonly status: "ok"; readonly text: string } & RaceTimes)
  | (Failure & { readonly isRival?: boolean });

/**
 * A realm that lives for an episode: a program's policy is made in it by the first call, and called again and again. The
 * limits hold for the whole episode.
 */
export interface Realm {
  /**
   * Makes the calls of a JSON list, each `[name, arguments]`, in their order; the first of all makes the policy. The last
   * one's answer, as JSON text that is not trusted yet; `null` where the list ends in `null`.
   *
   * @param method - the method that is asked, for messages
   */
  send(calls: string, method: string): SandboxRun | Promise<SandboxRun>;
  /** Ends the episode: what it used, or the limit that it passed unnoticed. */
  end(): Promise<SandboxRun>;
}

/** How a sandbox runs policies. */
export interface Episodes {
  /** Episodes that are best under way at the same time, so that a crossing of the wall carries calls for many. */
  readonly atOnce: number;
  /** Opens a fresh realm whose `Math.random` starts from `seed` (32 bits). */
  open(program: PreparedProgram, seed: number): Promise<Realm>;
}

/**
 * Runs candidates, one call at a time, each in a fresh realm under the limits it was created with. Only text
 * crosses: the program and one input as JSON go in, one JSON text of bounded size comes out. A broken
 * candidate is a value.
 */
export interface Sandbox {
  readonly level: SandboxLevel;
  /** Engine and version, e.g. `quickjs@2025-09-13`. */
  readonly engine: string;
  /** Calls `entryPoint(input)` in a fresh realm whose `Math.random` starts from `seed` (32 bits). */
  run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun>;
  /**
   * Calls a program by turns with another one, each in a realm of its own, on parts of the input after each other. Only where
   * programs are measured so.
   */
  race?(programs: readonly [PreparedProgram, PreparedProgram], input: string, seed: number): Promise<RaceRun>;
  /**
   * Runs what is asked of a program besides its answers: the tests of a repository; `null` when they pass. Only where there are any.
   */
  test?(program: PreparedProgram): Promise<Failure | null>;
  /**
   * The same for a program of our own, where a realm may be had more cheaply: what shows whether the engine
   * still works.
   */
  check(program: PreparedProgram, input: string): Promise<SandboxRun>;
  /** Only where the problem's programs are policies. */
  readonly episodes?: Episodes;
  /** True while nothing that ran a candidate is left to run the next one: no canary could find damage. */
  fresh(): boolean;
  /** Ends everything below this sandbox. */
  close(): Promise<void>;
}
