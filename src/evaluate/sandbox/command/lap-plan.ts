import { GalapagosError } from "../../../core/index.ts";
import { functionOfArchive, LAP_CALLS, type Problem, type PythonFunction } from "../../../problem/index.ts";
import type { CommandPlace } from "./command-place.ts";
import type { JailFile } from "./jail.ts";
import type { LapProgram, LapRuns } from "./laps.ts";
import { filesOf } from "./program-files.ts";
import { ARCHIVE } from "./repository.ts";

/**
 * How a problem's programs run in laps: functions of repositories, and functions of Python that `timing` names; `null` where a program's
 * whole run is measured, or nothing is.
 *
 * @throws GalapagosError `evaluate/timing` without walls, where a function is named
 */
export function lapsFor(
  problem: Problem,
  { jail, unpacked }: Pick<CommandPlace, "jail" | "unpacked">,
  isWalled: boolean,
): LapRuns | null {
  const { repository, timing } = problem.definition;
  const common = { isDealt: Boolean(repository) };
  if (unpacked)
    return { ...common, place: `/${unpacked.program}`, words: unpacked.words, calls: null, original: null };
  if (!timing) return null;
  const original = originalOf(problem);
  const called = repository
    ? functionOfArchive(repository, jail.path(ARCHIVE))
    : ownFunction(timing.function);
  if (called === null || original === null) return null;
  if (!isWalled) {
    if (repository) return null;
    throw new GalapagosError(
      `a function is timed in bubblewrap alone ("timing": { "function": "${called.function}" }), got none`,
      {
        code: "evaluate/timing",
        hint: "galapagos doctor says how to get it",
      },
    );
  }
  const calls = { ...called, module: jail.path(CALLS_FILE.name) };
  return { ...common, place: called.file, words: null, calls, original };
}

/** A function of a program that is no part of a package. */
function ownFunction(name: string | undefined): PythonFunction | null {
  if (name === undefined) return null;
  return {
    function: name,
    file: "/program.py",
    name: "program",
    parent: "",
    path: "",
    hasCases: false,
    tellsShared: false,
  };
}

function originalOf({ seed, definition }: Problem): LapProgram | null {
  const files = filesOf(seed, definition.parts ?? []);
  return "status" in files ? null : { code: files.first, parts: files.others };
}

/** The module that calls functions of Python in laps. */
export const CALLS_FILE: JailFile = { name: "calls.py", content: LAP_CALLS };
