import type { JsonObject } from "../../core/index.ts";
import type { Complete } from "../../schema/index.ts";
import type { REPOSITORY } from "../file/repository.ts";
import type { RecordedCall } from "./record-calls.ts";

/** How a function of a repository is called. */
export type RepositoryFunction = Pick<Complete<typeof REPOSITORY>, "file" | "function" | "path" | "shared">;

/** Where a function lies in a file, with the markers around it, or why it cannot be found. */
export type FoundFunction =
  | { readonly status: "ok"; readonly marked: string }
  | { readonly status: "missing"; readonly message: string; readonly names: readonly string[] };

/** Arguments that a function was called with, by its tests and by a script that uses it. */
interface Witnesses {
  /** Line of the shell that runs the tests. */
  readonly test: string;
  /** A script that uses the function, seen from the top of the repository; `null` where there is none. */
  readonly bench: string | null;
}

/** The repository, with the file of the function as it is. */
export interface Original {
  /** Absolute path of its top. */
  readonly root: string;
  readonly target: RepositoryFunction;
  readonly source: string;
}

/** Asks a function for its results on a list of calls: each with `value` or `raises`, and `ms`; `null` when that takes too long. */
export type Ask = (calls: readonly RecordedCall[]) => Promise<readonly JsonObject[] | null>;

/** How long the original has to take on all calls together to be measured well, held-out calls included, milliseconds. */
export interface Work {
  /** More calls are made up until it takes so long. */
  readonly enoughMs: number;
  /** Calls that were made up do not lengthen it further. */
  readonly mostMs: number;
}

/** All that taking a function out of a repository needs of a language. */
export interface RepositoryKit {
  /** Extensions of its files. */
  readonly extensions: readonly string[];
  /** File name of the archive, and how `git archive` writes it. */
  readonly archive: string;
  readonly format: "zip" | "tar";
  /** Command line of the problem's programs. */
  readonly command: readonly string[];
  /** Modules that an interpreter imports before it forks; `null` where none waits. */
  readonly imports: readonly string[] | null;
  readonly work: Work;
  /** Folder of the archive from which files are imported. */
  importFolder(root: string, file: string): string;
  mark(source: string, name: string, file: string): FoundFunction;
  /**
   * The calls that tests and bench make, as far as they are JSON.
   *
   * @throws GalapagosError `init/tests` when one of them fails
   */
  record(original: Original, witnesses: Witnesses): Promise<readonly RecordedCall[]>;
  /** Calls the original, outside of its repository, as its programs will be called. */
  asking<T>(original: Original, archive: string, use: (ask: Ask) => Promise<T>): Promise<T>;
}
