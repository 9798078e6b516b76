import type { Command } from "commander";
import { given } from "../core/index.ts";
import { loadProblem, type Problem } from "../problem/index.ts";
import { type Assignments, roundsSet } from "./rounds-set.ts";
import type { Shell } from "./shell.ts";

/** Flag for a variant of the problem that a command line names. */
export interface PresetFlags {
  readonly preset?: string;
  readonly set?: Assignments;
}

/** Name of no preset, where models would get theirs. */
export const NO_PRESET = "none";

/** Adds the flag for a problem's preset. */
export function addPresetOption(command: Command): Command {
  return command.option(
    "--preset <name>",
    "a preset of the problem, for example quick; several: first+second; none: the plain problem, for models too",
  );
}

/** Problem of this name or folder, seen from the working directory. */
export function namedProblem(shell: Shell, name: string, { preset, set }: PresetFlags): Promise<Problem> {
  const chosen = preset === NO_PRESET ? undefined : preset;
  return loadProblem(name, given({ searchFrom: shell.io.cwd, preset: chosen, adversarial: roundsSet(set) }));
}
