import { Option } from "commander";
import { given } from "../core/index.ts";
import { findRecordedProblem, type Problem } from "../problem/index.ts";
import type { Shell } from "./shell.ts";

/** Flags of commands that take up the problem of a recorded run. */
export interface RecordedProblemFlags {
  readonly problem?: string;
}

/** The flag that says where a recorded problem lies now. */
export function problemOption(): Option {
  return new Option("--problem <folder>", "where the run's problem lies now, when it moved");
}

/**
 * Loads the problem of a record as it is now, from where a person says, or from where the record leads to.
 */
export function reloadHere(
  shell: Shell,
  { problem }: RecordedProblemFlags,
): (recorded: Problem) => Promise<Problem> {
  return (recorded) => findRecordedProblem(recorded, { searchFrom: shell.io.cwd, ...given({ problem }) });
}
